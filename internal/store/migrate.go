package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// rendered is the one sequence of migrations, its placeholders filled for the
// engine at hand.
func (d dialect) rendered() (fs.FS, error) {
	out := fstest.MapFS{}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out[name[len("migrations/"):]] = &fstest.MapFile{Data: []byte(d.render(string(text)))}
	}
	return out, nil
}

func (db *DB) migrate(ctx context.Context) error {
	files, err := db.dialect.rendered()
	if err != nil {
		return err
	}
	kind := goose.DialectPostgres
	if db.dialect == sqlite { // dialect: goose's own version table
		kind = goose.DialectSQLite3
	}
	p, err := goose.NewProvider(kind, db.sql, files)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	return nil
}
