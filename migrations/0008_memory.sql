CREATE TABLE `memory_backlog` (
	`turn_id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `memory_embedding` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`model_id` text NOT NULL,
	`dimensions` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memory_embedding_model_id_unique` ON `memory_embedding` (`model_id`);--> statement-breakpoint
CREATE TABLE `memory_fact` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`character_id` text,
	`text` text NOT NULL,
	`author_id` text NOT NULL,
	`author_name` text NOT NULL,
	`turn_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `memory_fact_conversation` ON `memory_fact` (`conversation_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `memory_fact_author` ON `memory_fact` (`author_id`);--> statement-breakpoint
CREATE INDEX `memory_fact_turn` ON `memory_fact` (`turn_id`);--> statement-breakpoint
CREATE TABLE `memory_passage` (
	`id` integer PRIMARY KEY NOT NULL,
	`turn_id` text NOT NULL,
	`author_id` text NOT NULL,
	`speaker_name` text NOT NULL,
	`at` integer NOT NULL,
	`words` text NOT NULL,
	`word_count` integer NOT NULL,
	`asks` integer NOT NULL,
	`tells_time` integer NOT NULL,
	`embedding` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memory_passage_turn` ON `memory_passage` (`turn_id`);--> statement-breakpoint
CREATE INDEX `memory_passage_author` ON `memory_passage` (`author_id`);--> statement-breakpoint
CREATE INDEX `memory_passage_speaker` ON `memory_passage` (`speaker_name`,`id`);--> statement-breakpoint
CREATE INDEX `memory_passage_embedding` ON `memory_passage` (`embedding`);--> statement-breakpoint
CREATE TABLE `memory_setting` (
	`conversation_id` text PRIMARY KEY NOT NULL,
	`shared` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `memory_space` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`conversation_id` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memory_space_conversation_id_unique` ON `memory_space` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `memory_speaker` (
	`space` integer NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`space`, `name`),
	FOREIGN KEY (`space`) REFERENCES `memory_space`(`number`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `memory_summary` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`level` integer NOT NULL,
	`first_position` integer NOT NULL,
	`last_position` integer NOT NULL,
	`text` text NOT NULL,
	`model` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memory_summary_range` ON `memory_summary` (`conversation_id`,`level`,`first_position`);--> statement-breakpoint
CREATE TABLE `memory_vector` (
	`passage_id` integer PRIMARY KEY NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`passage_id`) REFERENCES `memory_passage`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `turn_source` (
	`turn_id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	FOREIGN KEY (`turn_id`) REFERENCES `turn`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE VIRTUAL TABLE memory_words USING fts5(words, content='memory_passage', content_rowid='id', detail='none', columnsize=0, tokenize='porter unicode61 remove_diacritics 2');--> statement-breakpoint
INSERT INTO memory_words (memory_words, rank) VALUES ('secure-delete', 1);--> statement-breakpoint
INSERT INTO memory_backlog (turn_id) SELECT id FROM turn ORDER BY arrival;
