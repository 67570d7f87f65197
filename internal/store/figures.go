package store

import (
	"context"
	"fmt"
	"strings"
)

// few are the tables that hold some hundred rows of a committee; all others are
// taken for large. Only the order matters: SQLite should begin a join at these.
var few = map[string]bool{
	"tenant": true, "setup_link": true, "org": true, "org_slug": true, "org_edge": true, "org_event": true, "term": true,
	"post_holding": true, "scribe_now": true, "number_series": true, "log_head": true, "import": true,
}

// figures writes the planner's statistics by hand. Without any, SQLite takes
// ten rows for a tenant and reads a whole committee by the primary key where an
// index would lead to the one row wanted; with gathered ones, plans would change
// with the data. These say the same on every server: many rows a tenant, some of
// an organisation or a meeting, few beyond.
func (db *DB) figures(ctx context.Context) error {
	c, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, text := range []string{
		"pragma analysis_limit = 1", "analyze tenant", // makes the table of statistics
		"drop table if exists sqlite_stat4", // would have every statement planned anew at each bind
	} {
		if _, err := c.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, "delete from sqlite_stat1"); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `
		select t.name, i.name, i."unique", i.origin, (select count(*) from pragma_index_info(i.name))
		from sqlite_master t join pragma_index_list(t.name) i
		where t.type = 'table' and exists (select 1 from pragma_table_info(t.name) c where c.name = 'tenant')`)
	if err != nil {
		return err
	}
	type index struct {
		table, name, origin string
		unique              bool
		columns             int
	}
	var all []index
	for rows.Next() {
		var x index
		if err := rows.Scan(&x.table, &x.name, &x.unique, &x.origin, &x.columns); err != nil {
			return err
		}
		all = append(all, x)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, x := range all {
		name := x.name
		if x.origin == "pk" {
			name = x.table // a key is the table itself here
		}
		if _, err := tx.ExecContext(ctx, "insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)", x.table, name, figure(few[x.table], x.unique, x.columns)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// figure is a line of sqlite_stat1: all rows, then how many share the first
// column, the first two, and so on.
func figure(few, unique bool, columns int) string {
	steps := []string{"1000000", "100000", "50", "8", "3", "2"}
	if few {
		steps = []string{"2000", "200", "4", "2", "2", "2"}
	}
	var b strings.Builder
	b.WriteString(steps[0])
	for i := 1; i <= columns; i++ {
		b.WriteByte(' ')
		if unique && i == columns {
			b.WriteByte('1')
			continue
		}
		b.WriteString(steps[min(i, len(steps)-1)])
	}
	return b.String()
}
