CREATE TABLE `authors_note` (
	`conversation_id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`depth` integer NOT NULL,
	`interval` integer NOT NULL,
	`role` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `lorebook` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`owner_id` text NOT NULL,
	`guild_id` text,
	`conversation_id` text,
	`content` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lorebook_guild` ON `lorebook` (`guild_id`,`name`);--> statement-breakpoint
CREATE INDEX `lorebook_conversation` ON `lorebook` (`conversation_id`,`name`);--> statement-breakpoint
CREATE TABLE `lorebook_attachment` (
	`conversation_id` text NOT NULL,
	`lorebook_id` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`conversation_id`, `lorebook_id`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lorebook_id`) REFERENCES `lorebook`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lorebook_attachment_place` ON `lorebook_attachment` (`conversation_id`,`place`);--> statement-breakpoint
CREATE INDEX `lorebook_attachment_of` ON `lorebook_attachment` (`lorebook_id`);--> statement-breakpoint
CREATE TABLE `lorebook_state` (
	`conversation_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `swipe_prompt` (
	`turn_id` text NOT NULL,
	`number` integer NOT NULL,
	`conversation_id` text NOT NULL,
	`position` integer NOT NULL,
	`prompt` text NOT NULL,
	`characters_per_token` real,
	`history_trimmed` integer NOT NULL,
	PRIMARY KEY(`turn_id`, `number`),
	FOREIGN KEY (`turn_id`,`number`) REFERENCES `swipe`(`turn_id`,`number`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `swipe_prompt_position` ON `swipe_prompt` (`conversation_id`,`position`);