package access

import (
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// Grant is one post a person holds today, with the place in the tree it is
// held at.
type Grant struct {
	Post Post
	Org  string
	Path string
}

// Grants lists what the viewer holds today, read in this very transaction: a
// post that ended at midnight gives nothing a minute later.
func Grants(rd *store.Reader) ([]Grant, error) {
	held, err := held(rd)
	if err != nil {
		return nil, err
	}
	stands, err := stands(rd)
	return append(held[:len(held):len(held)], stands...), err
}

func scanGrant(scan store.Scan) (g Grant, err error) { err = scan(&g.Post, &g.Org, &g.Path); return }

// held are the posts, and the duty of scribe, roll helper and scorer while it lasts. "cross join" keeps
// SQLite, which has no statistics here, from starting at a whole table.
func held(rd *store.Reader) ([]Grant, error) {
	return store.Memo(rd, "access.held", func() ([]Grant, error) {
		return store.All(rd, scanGrant, `
			select h.post, h.org, e.path from post_holding h cross join org_edge e
			where h.tenant = $1 and h.person = $2 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3)
				and e.tenant = h.tenant and e.org = h.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			union all
			select case c.circle when 'committee' then 'committee_scribe' when 'standing' then 'standing_scribe' else 'scribe' end, c.org, e.path from scribe_now c cross join org_edge e
			where c.tenant = $1 and c.person = $2 and e.tenant = c.tenant and e.org = c.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			union all
			select 'roll_helper', c.org, e.path from roll_helper c cross join org_edge e
			where c.tenant = $1 and c.person = $2 and e.tenant = c.tenant and e.org = c.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			union all
			select 'scorer', c.org, e.path from scorer_now c cross join org_edge e
			where c.tenant = $1 and c.person = $2 and e.tenant = c.tenant and e.org = c.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`,
			rd.Viewer().Person, today(rd))
	})
}

// stands is where the viewer stands on a roll as a member, or takes part for a
// time beside the own cell.
func stands(rd *store.Reader) ([]Grant, error) {
	return store.Memo(rd, "access.stands", func() ([]Grant, error) {
		return store.All(rd, scanGrant, `
			select 'member', s.org, e.path from member m cross join member_span s cross join org_edge e
			where m.tenant = $1 and m.person = $2 and s.tenant = m.tenant and s.member = m.id and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
				and e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			union all
			select 'member', s.org, e.path from member m cross join member_stay s cross join org_edge e
			where m.tenant = $1 and m.person = $2 and s.tenant = m.tenant and s.member = m.id and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
				and e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`,
			rd.Viewer().Person, today(rd))
	})
}

// carrying are the grants that carry the action; the roll is asked only when
// standing on it gives the right.
func carrying(rd *store.Reader, action Action) ([]Grant, error) {
	all, err := held(rd)
	if err == nil && table[action][Member] != None {
		all, err = Grants(rd)
	}
	var out []Grant
	for _, g := range all {
		if table[action][g.Post] != None {
			out = append(out, g)
		}
	}
	return out, err
}

// Can reports whether the viewer may do this in the organisation today. The
// program itself may do everything.
func Can(rd *store.Reader, action Action, org string) (bool, error) {
	if rd.Viewer().Person == store.System || action == Anyone {
		return true, nil
	}
	if rd.Viewer().Person == "" {
		return false, nil
	}
	if action == SignedIn {
		return true, nil
	}
	grants, err := carrying(rd, action)
	if err != nil {
		return false, err
	}
	var path string
	for _, g := range grants {
		switch {
		case g.Org == org:
			return true, nil
		case table[action][g.Post] != OwnCell:
			if path == "" {
				if path, err = pathOf(rd, org, action); fault.KindOf(err) == fault.NotFound {
					return false, nil
				} else if err != nil {
					return false, err
				}
			}
			if strings.HasPrefix(path, g.Path) {
				return true, nil
			}
		}
	}
	return false, nil
}

// Must is Can as an early return: no right is fault.Missing.
func Must(rd *store.Reader, action Action, org string) error {
	ok, err := Can(rd, action, org)
	if err != nil {
		return err
	}
	if !ok {
		return fault.Missing()
	}
	return nil
}

// MustWhereItStood is Must for an organisation that may have ended: where it stands in the
// tree, or stood last.
func MustWhereItStood(rd *store.Reader, action Action, org string) error {
	reach, args, err := Where(rd, action, "e.path", 3)
	if err != nil {
		return err
	}
	n, err := rd.Int(`select count(*) from org_edge e where e.tenant = $1 and e.org = $2 and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = e.tenant and x.org = e.org) and `+reach, append([]any{org}, args...)...)
	if err == nil && n == 0 {
		err = fault.Missing()
	}
	return err
}

// MustAny asks for the action anywhere: for pages that begin with a list.
func MustAny(rd *store.Reader, action Action) error {
	orgs, err := Orgs(rd, action)
	if err != nil {
		return err
	}
	if len(orgs) == 0 && rd.Viewer().Person != store.System {
		return fault.Missing()
	}
	return nil
}

// Orgs lists the organisations in which the viewer holds a post that carries
// the action, in the order the posts were found.
func Orgs(rd *store.Reader, action Action) ([]Grant, error) { return carrying(rd, action) }

// Where is the same law as a condition for a list: the path column must lie in
// the viewer's reach. next is the number of the first free argument.
//
//	cond, args, err := access.Where(rd, access.RollView, "e.path", 3)
//	store.All(rd, scan, "select … where e.tenant = $1 and e.valid_from <= $2 and "+cond, append([]any{day}, args...)...)
func Where(rd *store.Reader, action Action, column string, next int) (string, []any, error) {
	if rd.Viewer().Person == store.System {
		return "1 = 1", nil, nil
	}
	grants, err := Orgs(rd, action)
	if err != nil {
		return "", nil, err
	}
	var parts []string
	var args []any
	for _, g := range grants {
		a, b := strconv.Itoa(next), strconv.Itoa(next+1)
		if table[action][g.Post] == OwnCell {
			parts, args, next = append(parts, column+" = $"+a), append(args, g.Path), next+1
			continue
		}
		parts = append(parts, "("+column+" >= $"+a+" and "+column+" < $"+b+")")
		args, next = append(args, g.Path, After(g.Path)), next+2
	}
	if len(parts) == 0 {
		return "1 = 0", nil, nil
	}
	return "(" + strings.Join(parts, " or ") + ")", args, nil
}

// today is the true day: rights are those of whoever acts now, also where the
// transaction stands at a moment past.
func today(rd *store.Reader) string { return store.Day(rd.Recorded()) }

// After is the upper bound of a subtree's paths: every path below "a.b." is at
// least "a.b." and less than "a.b/".
func After(path string) string { return strings.TrimSuffix(path, ".") + "/" }

// afterEnd are the actions by which those above still read what an organisation did
// when it is merged or dissolved: where it stood last, they stand above it. Nothing is
// done in it any more.
var afterEnd = map[Action]bool{OrgView: true, MonthView: true, ResolutionView: true}

func pathOf(rd *store.Reader, org string, action Action) (string, error) {
	var path, until string
	err := rd.Get([]any{&path, &until}, `select path, coalesce(valid_to, '') from org_edge where tenant = $1 and org = $2 and valid_from <= $3 order by valid_from desc limit 1`, org, today(rd))
	if err == nil && until != "" && until <= today(rd) && !afterEnd[action] {
		err = fault.Missing()
	}
	return path, err
}

// Holds reports whether the viewer holds the post in the organisation today.
func Holds(rd *store.Reader, post Post, org string) (bool, error) {
	grants, err := Grants(rd)
	for _, g := range grants {
		if g.Post == post && g.Org == org {
			return true, err
		}
	}
	return false, err
}
