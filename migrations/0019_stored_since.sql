ALTER TABLE `turn` ADD `stored_at` integer;--> statement-breakpoint
CREATE INDEX `turn_stored` ON `turn` (case when stored_at is null then created_at else stored_at end);