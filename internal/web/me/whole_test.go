package me_test

import (
	"encoding/json"
	"slices"
	"testing"

	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// inFile says under which name of the own file a table stands that names members
// or persons; what has none has a reason.
var inFile = map[string]string{
	"asked_after": "asked_after", "consent": "consents", "digest_choice": "reminders_by_mail", "data_request": "privacy_requests", "due": "dues", "duty": "duties", "household_group": "households", "household_excuse": "households", "exemption": "exemptions", "hall_device": "taken_along", "mark": "attendance", "mark_history": "attendance",
	"meeting_roll": "attendance", "member": "member", "member_event": "events", "member_span": "events", "member_stay": "events", "opinion": "opinions", "opinion_ahead": "opinions_ahead", "person": "facts", "post_holding": "posts", "praise": "praised",
	"record_view": "views", "reminder": "reminders", "reserved_opinion": "reserved_opinions", "session": "devices", "task": "tasks",
}

var notInFile = map[string]string{
	"inspection_item": "what is inspected in general words: no name may stand there",
	"mandate":         "who reads minutes under a decision: a paper of the committee",
	"assist_plan":     "who of the committee helps a cell: a paper of the committee",
	"praise_proposal": "the praise itself stands in the file; that the cell proposed it upward is the cell's paper",
	"visit":           "who of the committee goes to a cell: a paper of the committee", "promise": "what the committee owes a cell, and who carries it out",
	"campaign_remedy": "what the committee has to mend: it stands in its closing report",
	"account":         "the name one signs in with and a hash", "audit_entry": "the log, which nobody reads", "confirmation": "signatures: they stand in the minutes", "correction_confirmation": "signatures: they stand in the minutes",
	"digest_sent":  "that a letter went on a day and how many lines it had; gone after thirty days",
	"data_opening": "who may look for some minutes; the look itself is among the views", "data_state": "restriction and erasure: the committee tells it with its answer", "enrolment": "hashes of codes", "hall_op": "written on a phone without a network: it stands in marks, opinions and minutes, and goes thirty days after the sealing", "idempotency": "answers of the program", "import_row": "rows of a list before they became records", "member_word": "the name once more, to be found by", "person_key": "a wrapped key", "premeeting_present": "stands in the minutes",
	"resolution_item": "the task as it was resolved", "scribe_now": "the post, for one meeting", "roll_helper": "the same", "scorer_now": "the same", "checkin_told": "a proposal, until it stands as a mark",
}

func TestTheOwnFileKnowsEveryTable(t *testing.T) {
	db := storetest.SQLite(t)
	rows, err := db.Raw().Query(`select distinct m.name from sqlite_master m, pragma_table_info(m.name) p where m.type = 'table' and (p.name in ('member', 'person', 'owner', 'subject') or m.name in ('member', 'person')) and m.name <> 'topic' and m.name <> 'vote' order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	s := webtest.New(t)
	_, data := s.Get(s.Cast.Tua.Person, link.MyDataFile("json"))
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(data), &all); err != nil {
		t.Fatal(err)
	}
	var met []string
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		met = append(met, table)
		if name := inFile[table]; name != "" {
			if _, there := all[name]; !there {
				t.Errorf("%s: the own file has no %q", table, name)
			}
		} else if notInFile[table] == "" {
			t.Errorf("%s names members or persons: put it into the own file, or say here why not", table)
		}
	}
	for table := range notInFile {
		if !slices.Contains(met, table) {
			t.Errorf("no table %s: take it off", table)
		}
	}
}
