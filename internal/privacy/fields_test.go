package privacy_test

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/privacy"
	"chibo/internal/store/storetest"
)

const day = "2026-12-03"

// ofNobody are tables that name and describe no person, each with the reason.
var ofNobody = map[string]string{
	"agenda_removed": "a line of an agenda that was taken off", "attachment": "a file of a meeting; what it says is the file's", "audit_leaf": "commitments without content",
	"cell_month": "counts of a cell", "directive": "what a committee sent down", "directive_cell": "how far a cell came with it, never who", "document": "papers from above", "due_month": "sums of a cell", "duty_year": "the day a cell adopted a year", "goose_db_version": "the schema", "hall": "how far a log has come",
	"handbook_tick": "that a packet went up", "inspection_item": "subjects in general words, no names", "inspection_step": "days of steps", "inspection_year": "which meeting adopted a programme", "mandate_cell": "which cells", "import": "how far a list has come", "job": "work of the program", "lack_outcome": "what came of what a meeting named", "log_hash": "hashes", "log_head": "hashes",
	"minutes_read": "hashes of what was read aloud", "meeting_score": "the score of a meeting, never of a person", "score_line": "a line of it", "score_fact": "counts it stands on", "number_note": "numbers of papers", "number_series": "numbers of papers", "org": "organisations", "org_edge": "organisations",
	"org_event": "organisations", "org_slug": "organisations", "paper_sent": "that a paper was sent", "paper_signed": "that a paper was signed by hand", "papers_sent": "that papers were sent",
	"premeeting_focus": "which items", "return_form": "a table of the level above, filled with counts", "retention_run": "counts of what nights took away", "recount_run": "counts of what nights compared", "assessment_filed": "that a paper was filed", "roll_revision": "a counter", "schedule_approval": "when and where a cell meets", "schedule_notice": "what the cells were told: days and places", "setup_link": "the first link of a committee", "text_mark": "fingerprints of papers", "tenant": "the committee", "term": "terms of office",
}

// ofNothing are columns that say nothing of a person wherever they stand.
var ofNothing = map[string]string{
	"tenant": "which committee", "id": "a random key", "version": "a counter", "org": "which organisation", "meeting": "which meeting", "item": "which line", "task": "which task", "duty": "which duty",
	"paper": "which paper", "part": "which part of a paper", "rule": "which rule", "position": "order", "purpose": "for information, discussion, decision", "title": "of a line, no name", "minutes": "length", "code": "of a line", "number": "of a paper",
}

// ofOne are single columns with the reason why they say nothing of a person.
var ofOne = map[string]string{
	"agenda_item.source_kind": "where a line came from", "agenda_item.source_id": "where a line came from", "agenda_item.source_text": "where a line came from", "agenda_item.secret": "a mark", "agenda_item.alone": "its heading is gone", "agenda_item.started_at": "when a line began",
	"audit_entry.object_kind": "what kind of thing", "audit_entry.salt": "random",
	"campaign.state": "draft, sent, closed", "campaign.period": "which months", "campaign.kinds": "of cells", "campaign.edition": "a counter", "campaign.sent_on": "when", "campaign.closed_on": "when", "campaign.causes": "of a whole ward, no name", "campaign.created_at": "when",
	"campaign_edition.campaign": "which campaign", "campaign_edition.n": "a counter", "campaign_edition.topic": "what is asked", "campaign_edition.why": "what is asked", "campaign_edition.material": "what is asked", "campaign_edition.questions": "what is asked", "campaign_edition.due": "when", "campaign_edition.at": "when",
	"campaign_cell.campaign": "which campaign", "campaign_cell.asked_on": "when", "campaign_cell.reminded_on": "when", "campaign_cell.edition": "a counter", "campaign_cell.answers": "a cell's words", "campaign_cell.practice": "a cell's words", "campaign_cell.shares": "a mark", "campaign_cell.sent_on": "when",
	"campaign_remedy.campaign": "which campaign", "campaign_remedy.n": "order", "campaign_remedy.text": "what is to be done", "campaign_remedy.due": "when",
	"cell_silence.month": "which month", "cell_silence.reminded_on": "when", "cell_silence.said_on": "when", "cell_silence.reason": "a cell's reason", "cell_silence.note": "a cell's words", "cell_silence.accepted_on": "when", "cell_silence.asked_on": "when", "cell_silence.question": "the committee's words to a cell", "cell_silence.answered_on": "when",
	"counts_made.seq": "a counter", "counts_made.month": "which month", "counts_made.way": "file or server", "counts_made.above": "which committee", "counts_made.as_at": "when", "counts_made.digest": "a hash", "counts_made.body": "numbers of cells", "counts_made.delivered_at": "when",
	"counts_upward.above": "which committee", "counts_upward.on_since": "when", "counts_upward.state": "whether it arrived", "counts_upward.sent_at": "when",
	"counts_committee.name": "of a committee", "counts_committee.way": "how its months come", "counts_committee.public": "a public key of a server", "counts_committee.from_month": "which month", "counts_committee.last_month": "which month",
	"counts_held.month": "which month", "counts_held.committee": "which committee", "counts_held.n": "a counter", "counts_held.way": "file, server, spreadsheet", "counts_held.seq": "a counter", "counts_held.as_at": "when", "counts_held.received_at": "when", "counts_held.over_at": "when", "counts_held.figures": "numbers of cells",
	"correction.adopted_at": "which meeting", "correction.edit": "a counter", "correction.opened_at": "when", "correction.sealed_at": "when", "correction_part.edit": "a counter",
	"finding.kind": "what was seen at a meeting", "finding.n": "a count", "finding.of_all": "a count", "finding.other": "which meeting", "finding.found_at": "when", "finding.told_on": "when",
	"idempotency.key": "random", "import_row.import": "which list", "import_row.line": "which row", "import_row.verdict": "good or doubtful", "import_row.done_at": "when", "import_row.sealing": "which way of sealing", "person.sealing": "which way of sealing",
	"meeting.period": "the month", "meeting.kind": "of the meeting", "meeting.n": "of the meeting", "meeting.starts_at": "of the meeting", "meeting.day": "of the meeting", "meeting.place": "of the meeting", "meeting.day_reason": "why another day",
	"meeting.state": "of the meeting", "meeting.premeeting": "that it was settled", "meeting.announced_at": "of the meeting", "meeting.opened_at": "of the meeting", "meeting.closed_at": "of the meeting", "meeting.confirmed_at": "of the meeting",
	"meeting.sealed_at": "of the meeting", "meeting.reported_at": "of the meeting", "meeting.regime_rule": "which rule", "meeting.circle": "whose meeting", "meeting_roll.stage": "which freezing of the roll", "minutes_draft.position": "order",
	"paper.type": "of the paper", "paper.symbol": "of the paper", "paper.salt": "random", "paper.commitment": "a hash", "paper.previous": "a hash", "paper.leaf": "of the log", "paper.sealed_at": "when", "paper.term_from": "of the number",
	"paper_month.period": "the month", "paper_month.kind": "of the meeting", "paper_month.done_at": "when", "premeeting.held_at": "when", "report_note.updated_at": "when",
	"household_cell.households": "a count", "household_cell.as_of": "when", "household_round.household_group": "which group", "household_round.quarter": "which quarter", "household_round.visited_on": "when", "household_group.name": "of a place, no householder", "household_group.households": "a count",
	"matter.year": "which year", "matter.what": "a matter of a unit", "matter.office": "an office, no name", "matter.report_on": "when", "matter.adopted_on": "when", "matter.outcome": "of a unit, no name", "matter.reported_on": "when", "matter.closed_on": "when", "matter.close_reason": "why it was taken off", "matter.at": "when",
	"resolution_item.target": "which target", "programme.kind": "of the programme", "programme.from_day": "when", "programme.to_day": "when", "programme.adopted_on": "when", "programme.created_at": "when",
	"programme_edition.programme": "which programme", "programme_edition.n": "a counter", "programme_edition.reason": "why targets changed, no name", "programme_edition.adopted_on": "when", "programme_edition.at": "when",
	"programme_target.programme": "which programme", "programme_target.edition": "a counter", "programme_target.text": "what is to be reached", "programme_target.measure": "of the target", "programme_target.unit": "of the target", "programme_target.start_value": "a figure of a cell", "programme_target.goal": "a figure of a cell", "programme_target.from_day": "when", "programme_target.due_on": "when", "programme_target.origin": "of the target",
	"programme_figure.target": "which target", "programme_figure.programme": "which programme", "programme_figure.month": "which month", "programme_figure.n": "a counter", "programme_figure.as_of": "when", "programme_figure.value": "a figure of a cell", "programme_figure.reason": "why a figure was corrected", "programme_figure.stands": "a mark", "programme_figure.at": "when",
	"regulation.edition": "of the rule", "regulation.pack": "of the rule", "regulation.body": "the rule's text", "regulation.origin": "file, sheet or pattern", "regulation.pattern": "which shipped rule", "regulation.from_day": "of the rule", "regulation.to_day": "of the rule",
	"regulation.state": "proposed, adopted, refused", "regulation.end_day": "of the rule",
	"resolution.vote": "which vote", "resolution.updated_at": "when", "resolution.form": "resolution or conclusion", "resolution_item.outside": "a mark", "resolution_item.document": "which paper from above", "resolution_item.continues": "which task",
	"assist_plan.came_from": "which cell", "assist_plan.aim": "what help", "assist_plan.reasons": "of the desk", "assist_plan.why": "of the cell, no name", "assist_plan.made_on": "when", "assist_plan.until_on": "when", "assist_plan.word": "the cell's word", "assist_plan.word_on": "when", "assist_plan.word_text": "the cell's word", "assist_plan.closed_on": "when", "assist_plan.closing": "how it ended", "assist_plan.closing_text": "why it was withdrawn",
	"assist_step.plan": "which plan", "assist_step.n": "order", "assist_step.text": "what is to be done", "assist_step.due_on": "when", "assist_step.result": "what came of it", "assist_step.done_on": "when",
	"good_way.title": "of the cell, no name", "good_way.done": "of the cell, no name", "good_way.how": "of the cell, no name", "good_way.effort": "of the cell, no name", "good_way.kinds": "of cells", "good_way.proofs": "which months", "good_way.reach": "who reads", "good_way.state": "a state", "good_way.shared_on": "when", "good_way.back_on": "when", "good_way.created_at": "when",
	"good_way_taken.way": "which", "good_way_taken.source": "a cell", "good_way_taken.title": "of a cell, no name", "good_way_taken.done": "of a cell, no name", "good_way_taken.how": "of a cell, no name", "good_way_taken.effort": "of a cell, no name", "good_way_taken.taken_on": "when", "good_way_taken.word": "a cell's word", "good_way_taken.said": "a cell's words, no name", "good_way_taken.said_on": "when",
	"good_way_hint.way": "which", "good_way_hint.campaign": "which", "good_way_hint.words": "a cell's words", "good_way_hint.on_day": "when", "good_way_hint.state": "a state",
	"praise_proposal.praise": "which praise", "praise_proposal.meeting": "which meeting", "praise_proposal.sent_on": "when", "praise_proposal.back_on": "when", "praise_proposal.outcome_on": "when",
	"review_outline.kind": "which outline", "review_outline.body": "headings, no name", "review_outline.at": "when",
	"mandate.number": "of a decision", "mandate.issued_on": "when", "mandate.issuer": "which body", "mandate.from_month": "when", "mandate.until_month": "when", "mandate.ends_on": "when", "mandate.told": "when the cell sees it", "mandate.entered_on": "when", "mandate.ended_on": "when",
	"paper_opening.mandate": "which decision", "paper_opening.day": "when", "paper_opening.times": "a count", "paper_opening.last_at": "when",
	"visit.day": "when", "visit.saw": "of the cell, no name", "visit.held_on": "when", "visit.dropped_on": "when", "visit.created_at": "when",
	"promise.visit": "which visit", "promise.text": "what is to be done", "promise.due_on": "when", "promise.outcome": "what came of it", "promise.closed_on": "when", "promise.word": "the cell's word", "promise.word_on": "when",
	"task.outside": "a mark", "task.circle": "whose task", "duty.year": "the year", "topic.subject": "of the meeting", "topic.question": "of the meeting", "topic.approved_on": "when",
	"vote.subject": "what was voted on", "vote.matter": "what was voted on", "vote.base": "a count", "vote.needed": "a count", "vote.votes_for": "a count", "vote.votes_against": "a count", "vote.votes_other": "a count", "vote.passed": "the result",
	"vote.sentence": "the counts in words", "vote.base_rule": "which rule", "vote.threshold_rule": "which rule", "vote.method": "hands or paper", "vote.issued": "a count", "vote.returned": "a count", "vote.valid": "a count",
}

// TestEveryColumnAboutPersonsIsExplained walks every column of the tables: it is
// in the rules with purpose and basis, or on a list here with the reason why it
// says nothing of a person. A new column fails until one of both is done.
func TestEveryColumnAboutPersonsIsExplained(t *testing.T) {
	db := storetest.SQLite(t) // the migrations are one text for both engines
	rows, err := db.Raw().Query(`select m.name, p.name from sqlite_master m, pragma_table_info(m.name) p where m.type = 'table' and m.name not like 'sqlite%' order by 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	explained := map[string]string{}
	for _, d := range meetingtest.Book.Personal(day).Data {
		for table, columns := range d.Columns {
			for _, c := range columns {
				if old := explained[table+"."+c]; old != "" && old != d.Key && c != "member" && c != "person" {
					t.Errorf("%s.%s belongs to %s and to %s", table, c, old, d.Key)
				}
				explained[table+"."+c] = d.Key
			}
		}
	}
	met := map[string]bool{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		one := table + "." + column
		met[one], met["*."+column], met[table] = true, true, true
		if explained[one] == "" && explained["*."+column] == "" && ofNobody[table] == "" && ofNothing[column] == "" && ofOne[one] == "" {
			t.Errorf("%s: does it name or describe a person? Put it into rules/privacyfields.yaml, or say here why not", one)
		}
		if explained[one] != "" && ofOne[one] != "" {
			t.Errorf("%s is explained and excused", one)
		}
	}
	for one := range explained {
		if !met[one] {
			t.Errorf("rules/privacyfields.yaml names %s, which no table has", one)
		}
	}
	for one := range ofOne {
		if !met[one] {
			t.Errorf("no column %s: take it off", one)
		}
	}
	for table := range ofNobody {
		if !met[table] {
			t.Errorf("no table %s: take it off", table)
		}
	}
}

// TestWhatIsToldIsTrue: each datum has a basis and a time of its day, and its
// readers are actions of the table of rights.
func TestWhatIsToldIsTrue(t *testing.T) {
	for _, on := range []string{"2026-01-01", "2026-07-25", "2026-07-26", day} {
		all := privacy.Explained(meetingtest.Book, on)
		for _, w := range all {
			if w.Ground.VI == "" || w.Kept.VI == "" || w.Ground.EN == "" || w.Kept.EN == "" {
				t.Errorf("%s on %s: no basis %q or no time %q", w.Key, on, w.Basis, w.Keep)
			}
			for _, a := range w.Datum.Readers {
				if _, known := access.Actions()[access.Action(a)]; !known && a != string(access.SignedIn) {
					t.Errorf("%s: %q is no action", w.Key, a)
				}
			}
		}
		for _, f := range meetingtest.Book.Fields(on).Fields { // a list column without purpose would be kept for nothing
			if !slices.ContainsFunc(all, func(w privacy.Why) bool { return w.Key == f.Key && w.Title.VI == f.TitleVI }) {
				t.Errorf("%s: a column of the member list that is not explained", f.Key)
			}
		}
	}
}

func TestReadersFollowTheTableOfRights(t *testing.T) {
	for _, w := range privacy.Explained(meetingtest.Book, day) {
		officer := slices.Contains(w.Readers, access.Officer)
		switch w.Key {
		case "attendance", "opinions", "reminders", "care":
			if officer {
				t.Errorf("%s: the office of the committee reads it", w.Key)
			}
		case "card_number", "tasks":
			if !officer {
				t.Errorf("%s: the office of the committee does not read it", w.Key)
			}
		case "looks", "log", "devices":
			if len(w.Readers) > 0 {
				t.Errorf("%s is read by %v", w.Key, w.Readers)
			}
		}
	}
}

// TestTheBasisIsThatOfTheDay: the roll stood on 294 until 25/07/2026.
func TestTheBasisIsThatOfTheDay(t *testing.T) {
	for on, want := range map[string]string{"2026-07-25": "294-QĐ/TW", "2026-07-26": "208-QĐ/TW"} {
		for _, w := range privacy.Explained(meetingtest.Book, on) {
			if w.Key == "full_name" && !strings.Contains(w.Ground.VI, want) {
				t.Errorf("on %s: %s", on, w.Ground.VI)
			}
		}
	}
}
