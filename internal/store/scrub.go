package store

import (
	"context"

	"chibo/internal/fault"
)

// Scrub lets the database file itself forget what was deleted: pages and log are
// written anew, so that a file that is carried away holds nothing that was
// erased. It takes as long as a copy of the data; on SQLite nobody writes
// meanwhile. What a server of PostgreSQL has archived of its own log is the
// operator's to let go.
func (db *DB) Scrub(ctx context.Context) error {
	if db.dialect == postgres { // dialect: each table is written into a new file
		return db.scrubPostgres(ctx)
	}
	return db.writer.between(ctx, func(c *conn) error {
		if err := c.plain("vacuum"); err != nil {
			return commitFault(err)
		}
		var busy, pages, done int
		if err := c.c.QueryRowContext(context.Background(), "pragma wal_checkpoint(truncate)").Scan(&busy, &pages, &done); err != nil {
			return err
		}
		if busy != 0 { // somebody reads an old page of the log: done again later
			return fault.New(fault.Busy, "busy")
		}
		return nil
	})
}

func (db *DB) scrubPostgres(ctx context.Context) error {
	c, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	tables, err := tablesOf()
	if err != nil {
		return err
	}
	for _, t := range tables {
		if _, err := c.ExecContext(ctx, "vacuum (full) "+t.name); err != nil {
			return err
		}
	}
	return nil
}
