package safety

import (
	"database/sql"
	"errors"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/web/link"
)

// survey finds the ids that lie in a cell.
func survey(db *sql.DB, tenant int64, org, someone string) (place, error) {
	p := place{org: org, member: someone, cell: true, inner: map[access.Circle][]sitting{}}
	var all []sitting
	var in []access.Circle
	var err error
	get := func(into *string, text string, args ...any) {
		if err != nil {
			return
		}
		if e := db.QueryRow(text, append([]any{tenant}, args...)...).Scan(into); e != nil && e != sql.ErrNoRows {
			err = fmt.Errorf("%s: %w", text, e)
		}
	}
	get(&p.slug, `select slug from org where tenant = ? and id = ?`, org)
	get(&p.person, `select person from member where tenant = ? and id = ?`, someone)
	get(&p.post, `select id from post_holding where tenant = ? and org = ? and post = 'committee'`, org)
	get(&p.form, `select id from return_form where tenant = ? and ? <> '' and gone_at is null limit 1`, org)
	get(&p.rule, `select id from regulation where tenant = ? and ? <> '' order by id desc limit 1`, org)
	get(&p.reminder, `select id from reminder where tenant = ? and org = ? and closed_on is null order by id desc limit 1`, org)
	get(&p.task, `select t.id from task t where t.tenant = ? and t.org = ? order by t.closed_on is not null, t.id desc limit 1`, org)
	get(&p.alarm, `select id from read_alarm where tenant = ? order by at limit 1`)
	get(&p.finding, `select id from finding where tenant = ? and org = ? and gone_at is null order by id limit 1`, org)
	get(&p.campaign, `select id from campaign where tenant = ? and ? <> '' order by created_at limit 1`, org)
	get(&p.concern, `select id from concern where tenant = ? and org = ? and addressee = 'secretary' order by closed_on, id limit 1`, org)
	get(&p.heard, `select id from concern where tenant = ? and org = ? and addressee = 'officer' order by closed_on, id limit 1`, org)
	get(&p.praised, `select praise from praise_proposal where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.proposal, `select id from praise_proposal where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.goodway, `select id from good_way where tenant = ? and org = ? and state = 'shared' order by id limit 1`, org)
	get(&p.goodtaken, `select id from good_way_taken where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.goodhint, `select id from good_way_hint where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.visit, `select id from visit where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.check, `select id from inspection_item where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.wardCheck, `select i.id from inspection_item i where i.tenant = ? and i.org in (select org from org_edge where tenant = i.tenant and parent is null) order by i.id limit 1`)
	get(&p.minutes, `select p.id from paper p join meeting g on g.tenant = p.tenant and g.id = p.meeting where p.tenant = ? and p.org = ? and p.type = 'minutes' and g.circle = '' order by g.period desc limit 1`, org)
	get(&p.mandate, `select id from mandate where tenant = ? and ? <> '' order by id limit 1`, org)
	get(&p.assist, `select id from assist_plan where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.promise, `select id from promise where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.households, `select id from household_group where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.matter, `select id from matter where tenant = ? and org = ? order by id limit 1`, org)
	get(&p.programme, `select id from programme where tenant = ? and org = ? limit 1`, org)
	get(&p.target, `select id from programme_target where tenant = ? and programme = ? order by position limit 1`, p.programme)
	get(&p.ownProgramme, `select p.id from programme p join org_edge e on e.tenant = p.tenant and e.org = p.org where p.tenant = ? and ? <> '' and e.parent is null limit 1`, org)
	get(&p.ownTarget, `select id from programme_target where tenant = ? and programme = ? order by position limit 1`, p.ownProgramme)
	get(&p.leak, `select id from breach where tenant = ? order by id limit 1`)
	get(&p.request, `select id from data_request where tenant = ? and org = ? and channel <> 'self' order by id desc limit 1`, org)
	get(&p.duty, `select id from duty where tenant = ? and org = ? order by id desc limit 1`, org)
	rows, e := db.Query(`select id, period, kind, n from meeting where tenant = ? and org = ? order by period desc, kind`, tenant, org)
	get(&p.document, `select id from document where tenant = ? and org = ? and origin = ''`, org)
	get(&p.directive, `select id from directive where tenant = ? and ? <> '' order by id desc limit 1`, org)
	get(&p.file, `select id from attachment where tenant = ? and document = ?`, p.document)
	get(&p.helper, `select id from post_holding where tenant = ? and org = ? and post = 'assistant'`, org)
	if e != nil {
		return p, e
	}
	for rows.Next() {
		var s sitting
		kind, n := "", 0
		if e := rows.Scan(&s.id, &s.period, &kind, &n); e != nil {
			return p, e
		}
		s.period = link.Period(s.period, kind, n)
		all = append(all, s)
		in = append(in, (meeting.Meeting{Kind: kind}).Circle())
	}
	if e := errors.Join(rows.Err(), rows.Close()); e != nil {
		return p, e
	}
	for i := range all {
		s := &all[i]
		get(&s.item, `select id from agenda_item where tenant = ? and meeting = ? order by position desc limit 1`, s.id)
		get(&s.deed, `select id from resolution_item where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.opinion, `select id from opinion where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.ahead, `select id from opinion_ahead where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.judged, `select task from evaluation where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.outside, `select id from resolution_item where tenant = ? and meeting = ? and outside limit 1`, s.id)
		get(&s.interpreter, `select id from interpreter where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.praise, `select id from praise where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.part, `select part from minutes_draft where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.paper, `select id from paper where tenant = ? and meeting = ? and type = 'resolution' limit 1`, s.id)
		if in[i] == access.OfAll {
			p.meetings = append(p.meetings, *s)
		} else {
			p.inner[in[i]] = append(p.inner[in[i]], *s)
		}
	}
	return p, err
}
