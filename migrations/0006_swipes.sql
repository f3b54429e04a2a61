CREATE TABLE `owed_swipe` (
	`turn_id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`kind` text NOT NULL,
	`note` text,
	`kept_length` integer,
	`asked_by` text,
	`stopped` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `reset_mark` (
	`conversation_id` text PRIMARY KEY NOT NULL,
	`before` integer NOT NULL,
	`since` integer NOT NULL,
	`lore_state` text,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
DROP INDEX `turn_answers`;--> statement-breakpoint
DROP INDEX `turn_owed`;--> statement-breakpoint
ALTER TABLE `turn` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `turn` ADD `notice` text;--> statement-breakpoint
ALTER TABLE `turn` ADD `has_controls` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `turn_controls` ON `turn` (`conversation_id`,`position`) WHERE has_controls = 1;--> statement-breakpoint
CREATE INDEX `turn_of_others` ON `turn` (`conversation_id`,`position`) WHERE kind <> 'user';--> statement-breakpoint
CREATE UNIQUE INDEX `turn_answers` ON `turn` (`answers_turn_id`) WHERE answers_turn_id is not null and state not in ('failed', 'removing', 'removed');--> statement-breakpoint
CREATE INDEX `turn_owed` ON `turn` (`arrival`) WHERE state in ('open', 'written', 'removing');--> statement-breakpoint
ALTER TABLE `swipe` ADD `continued_from` integer;--> statement-breakpoint
ALTER TABLE `swipe` ADD `edited_by` text;--> statement-breakpoint
INSERT INTO `owed_swipe` (`turn_id`, `job_id`, `kind`) SELECT `id`, `id`, 'reply' FROM `turn` WHERE `state` = 'open';
