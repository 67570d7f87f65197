package agenda

import (
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Asked is what a source may know of the meeting it is asked for.
type Asked struct {
	Book     *rule.Book
	M        meeting.Meeting
	Template rule.Agenda
}

// source looks into the records of the cell for what this meeting should treat.
// Each returns the lines it wants below the template's line that names it in
// `sources`. SourceKind and SourceID say which record a line is about: the pair
// is what a line is known by, so that it comes once; SourceText says to the
// reader why the line stands there, with names and days. A source reads under
// the rights of whoever drafts and writes nothing.
type source struct {
	name string
	find func(rd *store.Reader, in Asked) ([]meeting.Item, error)
}

// sources are all there are; rule.AgendaSources lists the names a template may use.
var sources = []source{
	{"tasks", tasks},
	{"duties", duties},
	{"dates", dates},
	{"thematic", thematic},
	{"documents", documents},
	{"shortcomings", shortcomings},
	{"dues", owed},
	{"concerns", concerns},
	{"campaigns", campaigns}, // asked of every meeting, named by no template
	{"goodways", goodways},   // likewise
	{"matters", matters},
	{"targets", targets}, // so are these
}
