package privacy

import (
	"time"

	"chibo/internal/store"
)

// past is what a step may take away: what ended before that moment, that day,
// and so many rows at the most.
type past struct {
	day   string // "YYYY-MM-DD"
	ms    int64  // the first moment of that day in Vietnam
	batch int
}

func before(day string, batch int) (past, error) {
	t, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	return past{day: day, ms: t.UnixMilli(), batch: batch}, err
}

// clearing takes one batch away and says how many rows went. What a row hangs on
// goes after it: the steps of a class stand in that order.
type clearing func(tx *store.Tx, p past) (int64, error)

// steps are what the night does for each class of rule privacy.retention. A class
// that is not here is never touched: minutes and resolutions are kept for the
// long term, and what becomes of a member after the end the committee decides.
var steps = map[string][]clearing{
	"looks":   {looked, alarmed, nights},
	"account": {signedOut, expired, unused},
	"list":    {listRows, lists},
	"answer":  {answers, letters, hallOps, hallEntries, hallDevices},
	"request": {requestEvents, requests, consents},
	"voice":   {voices},
	"work":    {concernEvents, concerns, reminders, askedAfter, paid, dutyEvents, duties, told, unheld, promises, visits, householdRounds, householdGroups, householdExcuses, helpSteps, helpPlans, openings, mandateCells, mandates},
}

// Acts tells whether the night does anything for a class.
func Acts(class string) bool { return len(steps[class]) > 0 }

func looked(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from record_view where tenant = $1 and (subject, hour, viewer, what) in
		(select r.subject, r.hour, r.viewer, r.what from record_view r where r.tenant = $1 and r.hour < $2 order by r.hour limit $3)`, p.ms/3600_000, p.batch)
}

func alarmed(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from read_alarm where tenant = $1 and id in (select a.id from read_alarm a where a.tenant = $1 and a.at < $2 order by a.at limit $3)`, p.ms, p.batch)
}

// nights forgets the log of the nights themselves with the looks.
func nights(tx *store.Tx, p past) (int64, error) {
	_, err := tx.Exec(`delete from retention_run where tenant = $1 and day < $2`, p.day)
	return 0, err
}

func signedOut(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from session where tenant = $1 and id in (select s.id from session s where s.tenant = $1 and s.revoked_at < $2 order by s.revoked_at limit $3)`, p.ms, p.batch)
}

func expired(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from session where tenant = $1 and id in (select s.id from session s where s.tenant = $1 and s.expires_at < $2 order by s.expires_at limit $3)`, p.ms, p.batch)
}

func unused(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from enrolment where tenant = $1 and id in (select e.id from enrolment e where e.tenant = $1 and e.expires_at < $2 order by e.expires_at limit $3)`, p.ms, p.batch)
}

// listRows takes the rows of lists away; one that is being taken in at this hour waits.
func listRows(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from import_row where tenant = $1 and (import, line) in
		(select r.import, r.line from import i cross join import_row r where i.tenant = $1 and i.created_at < $2 and i.state <> 'committing' and r.tenant = i.tenant and r.import = i.id limit $3)`, p.ms, p.batch)
}

func lists(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from import where tenant = $1 and id in (select i.id from import i where i.tenant = $1 and i.created_at < $2 and i.state <> 'committing' order by i.created_at limit $3)`, p.ms, p.batch)
}

// voices forgets who raised what is settled; the matter and its answer stay.
func voices(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`update concern set author = '', typed_by = '', voice = '', receipt_hash = null where tenant = $1 and id in
		(select c.id from concern c where c.tenant = $1 and c.closed_on <> '' and c.closed_on < $2 and (c.author <> '' or c.voice <> '' or c.receipt_hash is not null) limit $3)`, p.day, p.batch)
}

func concernEvents(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from concern_event where tenant = $1 and (concern, n) in
		(select v.concern, v.n from concern c cross join concern_event v where c.tenant = $1 and c.closed_on <> '' and c.closed_on < $2 and v.tenant = c.tenant and v.concern = c.id limit $3)`, p.day, p.batch)
}

func concerns(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from concern where tenant = $1 and id in (select c.id from concern c where c.tenant = $1 and c.closed_on <> '' and c.closed_on < $2 limit $3)`, p.day, p.batch)
}

func answers(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from idempotency where tenant = $1 and (person, key) in (select i.person, i.key from idempotency i where i.tenant = $1 and i.at < $2 order by i.at limit $3)`, p.ms, p.batch)
}

// letters forgets that letters went.
func letters(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from digest_sent where tenant = $1 and (person, day) in (select d.person, d.day from digest_sent d where d.tenant = $1 and d.day < $2 order by d.day limit $3)`, p.day, p.batch)
}

// hallOps forgets what phones sent for a meeting long sealed: its minutes say what
// counts. A meeting that is not sealed keeps its log, however old.
func hallOps(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from hall_op where tenant = $1 and (meeting, id) in
		(select o.meeting, o.id from meeting m cross join hall_op o where m.tenant = $1 and m.sealed_at < $2 and o.tenant = m.tenant and o.meeting = m.id limit $3)`, p.ms, p.batch)
}

func hallEntries(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from hall_entry where tenant = $1 and (meeting, entry) in
		(select e.meeting, e.entry from meeting m cross join hall_entry e where m.tenant = $1 and m.sealed_at < $2 and e.tenant = m.tenant and e.meeting = m.id limit $3)`, p.ms, p.batch)
}

func hallDevices(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from hall_device where tenant = $1 and id in
		(select d.id from meeting m cross join hall_device d where m.tenant = $1 and m.sealed_at < $2 and d.tenant = m.tenant and d.meeting = m.id limit $3)`, p.ms, p.batch)
}

// A request that still waits has no day of its end: however old, it stays.
func requestEvents(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from data_request_event where tenant = $1 and id in
		(select e.id from data_request q cross join data_request_event e where q.tenant = $1 and q.closed_on > '' and q.closed_on < $2 and e.tenant = q.tenant and e.request = q.id limit $3)`, p.day, p.batch)
}

func requests(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from data_request where tenant = $1 and id in (select q.id from data_request q where q.tenant = $1 and q.closed_on > '' and q.closed_on < $2 order by q.closed_on limit $3)`, p.day, p.batch)
}

// consents takes away acts that a later act replaced, once that is past its
// time; the act that counts today is the proof and stays.
func consents(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from consent where tenant = $1 and id in
		(select c.id from consent c where c.tenant = $1 and c.at < $2 and exists
			(select 1 from consent n where n.tenant = c.tenant and n.person = c.person and n.purpose = c.purpose and n.at < $2 and (n.at > c.at or n.at = c.at and n.id > c.id))
		order by c.at limit $3)`, p.ms, p.batch)
}

func reminders(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from reminder where tenant = $1 and id in (select r.id from reminder r where r.tenant = $1 and r.closed_on < $2 order by r.closed_on limit $3)`, p.day, p.batch)
}

func askedAfter(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from asked_after where tenant = $1 and (member, day) in (select a.member, a.day from asked_after a where a.tenant = $1 and a.day < $2 order by a.day limit $3)`, p.day, p.batch)
}

// paid takes away who paid in a month; the month's sum names nobody and stays.
func paid(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from due where tenant = $1 and (member, month) in (select d.member, d.month from due d where d.tenant = $1 and d.month < $2 order by d.month limit $3)`, p.day[:7], p.batch)
}

// The duties of a year end with it.
func dutyEvents(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from duty_event where tenant = $1 and id in
		(select e.id from duty d cross join duty_event e where d.tenant = $1 and d.year < cast($2 as integer) and e.tenant = d.tenant and e.duty = d.id limit $3)`, p.day[:4], p.batch)
}

func duties(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from duty where tenant = $1 and id in (select d.id from duty d where d.tenant = $1 and d.year < cast($2 as integer) order by d.year limit $3)`, p.day[:4], p.batch)
}

// promises takes away what was closed long ago; one that is open stays.
func promises(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from promise where tenant = $1 and id in (select m.id from promise m where m.tenant = $1 and m.closed_on > '' and m.closed_on < $2 order by m.closed_on limit $3)`, p.day, p.batch)
}

// visits takes away visits of long ago on which nothing that was promised is kept any more.
func visits(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from visit where tenant = $1 and id in (select v.id from visit v where v.tenant = $1 and v.day < $2
		and not exists (select 1 from promise m where m.tenant = v.tenant and m.visit = v.id) order by v.day limit $3)`, p.day, p.batch)
}

// openings forgets who opened a cell's minutes long ago; a decision goes after its openings.
func openings(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from paper_opening where tenant = $1 and (org, day, paper, version, viewer, mandate) in
		(select v.org, v.day, v.paper, v.version, v.viewer, v.mandate from paper_opening v where v.tenant = $1 and v.day < $2 order by v.day limit $3)`, p.day, p.batch)
}

func mandateCells(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from mandate_cell where tenant = $1 and (mandate, org) in
		(select c.mandate, c.org from mandate d cross join mandate_cell c where d.tenant = $1 and d.ends_on < $2 and c.tenant = d.tenant and c.mandate = d.id limit $3)`, p.day, p.batch)
}

func mandates(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from mandate where tenant = $1 and id in (select d.id from mandate d where d.tenant = $1 and d.ends_on < $2
		and not exists (select 1 from mandate_cell c where c.tenant = d.tenant and c.mandate = d.id) limit $3)`, p.day, p.batch)
}

// helpSteps and helpPlans take away plans to help a cell that ended long ago; one that is
// open stays.
func helpSteps(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from assist_step where tenant = $1 and (plan, n) in
		(select s.plan, s.n from assist_plan a cross join assist_step s where a.tenant = $1 and a.closed_on > '' and a.closed_on < $2 and s.tenant = a.tenant and s.plan = a.id limit $3)`, p.day, p.batch)
}

func helpPlans(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from assist_plan where tenant = $1 and id in (select a.id from assist_plan a where a.tenant = $1 and a.closed_on > '' and a.closed_on < $2
		and not exists (select 1 from assist_step s where s.tenant = a.tenant and s.plan = a.id) order by a.closed_on limit $3)`, p.day, p.batch)
}

// told takes away breaches that were told of; one that was not stays.
func told(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from breach where tenant = $1 and id in (select b.id from breach b where b.tenant = $1 and b.told_on > '' and b.told_on < $2 order by b.told_on limit $3)`, p.day, p.batch)
}

// unheld forgets who asked after a month without a meeting, who said so and who accepted;
// that it was not held stays.
func unheld(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`update cell_silence set reminded_by = '', said_by = '', judged_by = '' where tenant = $1 and (month, org) in
		(select s.month, s.org from cell_silence s where s.tenant = $1 and s.month < $2 and (s.reminded_by <> '' or s.said_by <> '' or s.judged_by <> '') limit $3)`, p.day[:7], p.batch)
}
