CREATE TABLE `heard_reason` (
	`message_id` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`number` integer NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `heard_reason_number` ON `heard_reason` (`channel_id`,`number`);--> statement-breakpoint
ALTER TABLE `cast_member` ADD `talkativeness` real;--> statement-breakpoint
ALTER TABLE `cast_member` ADD `muted` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `cast_member_character` ON `cast_member` (`conversation_id`,`character_id`);--> statement-breakpoint
ALTER TABLE `conversation` ADD `scenario` text;