CREATE TABLE `audit` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`guild_id` text,
	`channel_id` text,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_guild` ON `audit` (`guild_id`,`number`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor_id`,`number`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `autoproxy` (
	`user_id` text NOT NULL,
	`guild_id` text NOT NULL,
	`mode` text NOT NULL,
	`persona_id` text,
	`latched_at` integer,
	PRIMARY KEY(`user_id`, `guild_id`),
	FOREIGN KEY (`persona_id`) REFERENCES `persona`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `autoproxy_of` ON `autoproxy` (`persona_id`);--> statement-breakpoint
CREATE TABLE `chat_variables` (
	`conversation_id` text PRIMARY KEY NOT NULL,
	`turn_id` text,
	`before` text NOT NULL,
	`variables` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `forget_request` (
	`user_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `held_message` (
	`message_id` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`author_id` text NOT NULL,
	`author_name` text NOT NULL,
	`content` text NOT NULL,
	`held_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `held_message_channel` ON `held_message` (`channel_id`,`held_at`);--> statement-breakpoint
CREATE INDEX `held_message_author` ON `held_message` (`author_id`);--> statement-breakpoint
CREATE TABLE `opt_out` (
	`user_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `persona` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`pronouns` text NOT NULL,
	`description` text NOT NULL,
	`position` text NOT NULL,
	`avatar` blob,
	`avatar_hash` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `persona_owner` ON `persona` (`owner_id`,`name`);--> statement-breakpoint
CREATE TABLE `persona_choice` (
	`user_id` text NOT NULL,
	`scope` text NOT NULL,
	`place_id` text NOT NULL,
	`persona_id` text,
	PRIMARY KEY(`user_id`, `scope`, `place_id`),
	FOREIGN KEY (`persona_id`) REFERENCES `persona`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `persona_choice_of` ON `persona_choice` (`persona_id`);--> statement-breakpoint
CREATE TABLE `report` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`guild_id` text,
	`channel_id` text NOT NULL,
	`message_id` text,
	`reporter_id` text NOT NULL,
	`reason` text NOT NULL,
	`closed_by` text
);
--> statement-breakpoint
CREATE INDEX `report_guild` ON `report` (`guild_id`,`number`);--> statement-breakpoint
CREATE INDEX `report_reporter` ON `report` (`reporter_id`);--> statement-breakpoint
CREATE TABLE `repost` (
	`message_id` text PRIMARY KEY NOT NULL,
	`turn_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `repost_turn` ON `repost` (`turn_id`);--> statement-breakpoint
CREATE TABLE `shared_variables` (
	`place_id` text PRIMARY KEY NOT NULL,
	`variables` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `swipe` ADD `greeting` integer;--> statement-breakpoint
ALTER TABLE `swipe_prompt` ADD `included_turns` integer;--> statement-breakpoint
ALTER TABLE `turn` ADD `persona_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `turn_speaker` ON `turn` (`conversation_id`,`author_id`,`persona_id`,`speaker_name`,`position`) WHERE kind = 'user';--> statement-breakpoint
CREATE INDEX `turn_author` ON `turn` (`author_id`,`arrival`) WHERE kind = 'user';