CREATE TABLE `app_state` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cast_member` (
	`conversation_id` text NOT NULL,
	`place` integer NOT NULL,
	`character_id` text NOT NULL,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`conversation_id`, `place`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `channel_state` (
	`channel_id` text PRIMARY KEY NOT NULL,
	`last_seen_message_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `conversation` (
	`id` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`guild_id` text,
	`status` text NOT NULL,
	`answer` text NOT NULL,
	`host_id` text NOT NULL,
	`last_position` integer DEFAULT 0 NOT NULL,
	`excluded_before` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversation_channel` ON `conversation` (`channel_id`);--> statement-breakpoint
CREATE INDEX `conversation_status` ON `conversation` (`status`);--> statement-breakpoint
CREATE TABLE `discord_message` (
	`turn_id` text NOT NULL,
	`part` integer NOT NULL,
	`channel_id` text NOT NULL,
	`message_id` text,
	`webhook_id` text,
	PRIMARY KEY(`turn_id`, `part`),
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `discord_message_id` ON `discord_message` (`message_id`);--> statement-breakpoint
CREATE TABLE `swipe` (
	`turn_id` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`finish_reason` text,
	`report` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`turn_id`, `number`),
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `turn` (
	`arrival` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`author_id` text NOT NULL,
	`speaker_name` text NOT NULL,
	`state` text NOT NULL,
	`answers_turn_id` text,
	`active_swipe` integer,
	`failure` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`answers_turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `turn_id` ON `turn` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `turn_position` ON `turn` (`conversation_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `turn_answers` ON `turn` (`answers_turn_id`) WHERE answers_turn_id is not null and state <> 'failed';--> statement-breakpoint
CREATE INDEX `turn_answer_of` ON `turn` (`answers_turn_id`);--> statement-breakpoint
CREATE INDEX `turn_owed` ON `turn` (`arrival`) WHERE state in ('open', 'written');--> statement-breakpoint
CREATE INDEX `turn_user_name` ON `turn` (`conversation_id`,`speaker_name`,`position`) WHERE kind = 'user';--> statement-breakpoint
CREATE TABLE `webhook` (
	`channel_id` text PRIMARY KEY NOT NULL,
	`webhook_id` text NOT NULL,
	`token` text NOT NULL
);
