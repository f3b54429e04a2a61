CREATE TABLE `swipe_extra` (
	`turn_id` text NOT NULL,
	`number` integer NOT NULL,
	`extra` text NOT NULL,
	PRIMARY KEY(`turn_id`, `number`),
	FOREIGN KEY (`turn_id`,`number`) REFERENCES `swipe`(`turn_id`,`number`) ON UPDATE no action ON DELETE cascade
);
