CREATE TABLE `place_setting` (
	`scope_kind` text NOT NULL,
	`scope_id` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`scope_kind`, `scope_id`, `key`)
);
