ALTER TABLE `swipe_prompt` ADD `first_turn` text;--> statement-breakpoint
ALTER TABLE `swipe_prompt` ADD `standing_lore` text;