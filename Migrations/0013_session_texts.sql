-- What conference apps show and heed: the description beside the abstract, and who is not recorded.
ALTER TABLE session ADD COLUMN description TEXT;
ALTER TABLE session ADD COLUMN do_not_record INTEGER;
