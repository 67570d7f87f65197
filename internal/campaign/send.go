package campaign

import (
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Send gives it to the cells of its kinds that stand below the committee today, and to
// the committee itself: one statement, however many cells there are. Sent again it
// reaches the cells founded or joined since; those that have it keep what they have.
func Send(tx *store.Tx, id string, version int64) (Campaign, error) {
	c, err := forKeeping(tx, id)
	if err != nil {
		return Campaign{}, err
	}
	if c.State == Draft && c.Version != version {
		return Campaign{}, fault.Stale(c)
	}
	kinds, args := "", []any{c.ID, c.Org, tx.Today()}
	for _, k := range c.Kinds {
		args = append(args, k)
		kinds += ", $" + strconv.Itoa(len(args)+1)
	}
	only := ` and e.kind not in ('province', 'commune', 'grassroots', 'section', 'group')`
	if kinds != "" {
		only += ` and e.kind in (` + strings.TrimPrefix(kinds, ", ") + `)`
	}
	n, err := tx.Exec(`insert into campaign_cell (tenant, campaign, org, asked_on, reminded_on, meeting, edition, answers, practice, shares, sent_on, sent_by, version)
		select e.tenant, $2, e.org, $4, '', '', 0, '', '', not (1 = 1), '', '', 1 from org_edge top cross join org_edge e
		where top.tenant = $1 and top.org = $3 and top.valid_from <= $4 and (top.valid_to is null or top.valid_to > $4)
			and e.tenant = top.tenant and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $4 and (e.valid_to is null or e.valid_to > $4)
			and (e.org = $3 or (1 = 1`+only+`))
		on conflict (tenant, campaign, org) do nothing`, args...)
	if err != nil || n == 0 && c.State == Sent {
		return c, err
	}
	if c.State == Draft {
		c.State, c.SentOn = Sent, tx.Today()
		c.Version++
		if _, err := tx.Exec(`update campaign set state = $3, sent_on = $4, version = $5 where tenant = $1 and id = $2`, c.ID, c.State, c.SentOn, c.Version); err != nil {
			return Campaign{}, err
		}
	}
	return c, audit.Note(tx, "campaign.send", "campaign", c.ID, c.Org, map[string]any{"cells": n, "edition": c.Edition})
}

// Remind asks again the cells that have sent nothing: no day yet, or the last day is
// near or over. One statement; twice on one day is once.
func Remind(tx *store.Tx, id string) (int64, error) {
	c, err := forKeeping(tx, id)
	if err != nil {
		return 0, err
	}
	if c.State != Sent {
		return 0, fault.New(fault.Conflict, "campaign_not_sent")
	}
	text := `` // the last day is over: all that sent nothing
	if c.Due >= tx.Today() {
		text += ` and meeting = '' and not exists (select 1 from agenda_item i cross join meeting m where i.tenant = campaign_cell.tenant and i.source_kind = 'campaign' and i.source_id = campaign_cell.campaign and m.tenant = i.tenant and m.id = i.meeting and m.org = campaign_cell.org and m.circle = '' and not i.secret)`
	}
	n, err := tx.Exec(`update campaign_cell set reminded_on = $3 where tenant = $1 and campaign = $2 and sent_on = '' and reminded_on <> $3 and org <> $4`+text, id, tx.Today(), c.Org)
	if err != nil || n == 0 {
		return n, err
	}
	return n, audit.Note(tx, "campaign.remind", "campaign", id, c.Org, map[string]any{"cells": n})
}
