package safety

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"chibo/internal/demo"
	"chibo/internal/store"
)

// takeIn copies the neighbour's rows under its own number and writes the mark
// into every name and text.
func takeIn(ctx context.Context, db *store.DB, file string) error {
	c, err := db.Raw().Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	do := func(text string, args ...any) error {
		if _, err := c.ExecContext(ctx, text, args...); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		return nil
	}
	if err := do(`attach ? as there`, file); err != nil {
		return err
	}
	if err := do(`pragma foreign_keys = 0`); err != nil {
		return err
	}
	tables, err := column(ctx, c, `select m.name from there.sqlite_master m where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'tenant')`)
	if err != nil {
		return err
	}
	for _, t := range tables {
		cols, err := column(ctx, c, `select name from pragma_table_info(?) where name <> 'tenant'`, t)
		if err != nil {
			return err
		}
		list := strings.Join(cols, ", ")
		if err := do(fmt.Sprintf(`insert into main.%s (tenant, %s) select %d, %s from there.%s where tenant = %d`, t, list, other, list, t, demo.Tenant)); err != nil {
			return err
		}
	}
	for t, cols := range map[string][]string{
		"tenant": {"name", "place"}, "org_edge": {"name"}, "person": {"full_name"}, "meeting": {"place"}, "meeting_roll": {"full_name"},
		"agenda_item": {"title", "gist"}, "task": {"deed"}, "resolution_item": {"deed"}, "vote": {"subject"},
	} {
		for _, col := range cols {
			if err := do(fmt.Sprintf(`update main.%s set %s = %s || ' %s' where tenant = %d`, t, col, col, mark, other)); err != nil {
				return err
			}
		}
	}
	for _, t := range []string{"org", "org_slug"} {
		if err := do(fmt.Sprintf(`update main.%s set slug = 'khac-' || slug where tenant = %d`, t, other)); err != nil {
			return err
		}
	}
	if err := do(`detach there`); err != nil {
		return err
	}
	return do(`pragma foreign_keys = 1`)
}

func column(ctx context.Context, c *sql.Conn, text string, args ...any) ([]string, error) {
	rows, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
