-- What was told as the narrator are words of who told it.
UPDATE `swipe` SET `edited_by` = (SELECT `author_id` FROM `turn` WHERE `turn`.`id` = `swipe`.`turn_id`)
WHERE `edited_by` IS NULL AND `turn_id` IN (SELECT `id` FROM `turn` WHERE `kind` = 'narrator');
