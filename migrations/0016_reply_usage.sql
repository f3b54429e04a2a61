CREATE TABLE `usage` (
	`user_id` text NOT NULL,
	`guild_id` text NOT NULL,
	`hour` integer NOT NULL,
	`tokens` integer NOT NULL,
	PRIMARY KEY(`user_id`, `guild_id`, `hour`)
);
--> statement-breakpoint
CREATE INDEX `usage_hour` ON `usage` (`hour`);