ALTER TABLE `authors_note` ADD `author_id` text;--> statement-breakpoint
CREATE INDEX `authors_note_author` ON `authors_note` (`author_id`) WHERE author_id is not null;--> statement-breakpoint
ALTER TABLE `conversation` ADD `scenario_by` text;--> statement-breakpoint
CREATE INDEX `conversation_scenario_by` ON `conversation` (`scenario_by`) WHERE scenario_by is not null;