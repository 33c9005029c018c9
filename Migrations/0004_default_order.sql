-- The default order of conferences tells what is past by `filter_end`: read from the index alone.
DROP INDEX conference_by_start;
CREATE INDEX conference_by_start ON conference (sort_start, slug, filter_end);
