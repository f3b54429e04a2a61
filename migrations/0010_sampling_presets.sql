CREATE TABLE `sampling_preset` (
	`id` text PRIMARY KEY NOT NULL,
	`guild_id` text NOT NULL,
	`name` text NOT NULL,
	`settings` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sampling_preset_name` ON `sampling_preset` (`guild_id`,`name`);