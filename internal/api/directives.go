package api

import (
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/store"
)

// DirectiveText is what a committee writes of a paper it sends down, and may correct.
type DirectiveText struct {
	Abstract  string `json:"abstract" minLength:"1" maxLength:"1000"`
	Asked     string `json:"asked" minLength:"1" maxLength:"600" doc:"What is asked of the cells, in a sentence"`
	Summary   string `json:"summary" minLength:"1" maxLength:"4000" doc:"At most five lines, to be read aloud"`
	Level     string `json:"level,omitempty" enum:"normal,internal" doc:"Anything secret is refused"`
	Audience  string `json:"audience,omitempty" enum:"secretary,committee,members"`
	DiscussBy string `json:"discuss_by,omitempty" format:"date"`
}

func (t DirectiveText) directive() directive.Directive {
	d := directive.Directive{Abstract: t.Abstract, Asked: t.Asked, Summary: t.Summary, Level: t.Level, Audience: t.Audience, DiscussBy: t.DiscussBy}
	if d.Level == "" {
		d.Level = document.Normal
	}
	if d.Audience == "" {
		d.Audience = document.ForMembers
	}
	return d
}

// DirectiveCounts are sums over cells that got a paper and still stand.
type DirectiveCounts directive.Counts

// DirectiveStep is how far one cell came, or the sum of those of a committee below.
type DirectiveStep struct {
	Org       string           `json:"org"`
	Name      string           `json:"name"`
	Below     bool             `json:"below,omitempty" doc:"Cells of a committee below, as sums"`
	Counts    *DirectiveCounts `json:"counts,omitempty"`
	Ended     bool             `json:"ended,omitempty" doc:"Merged or dissolved since: nobody is waited for"`
	LeftOut   bool             `json:"left_out,omitempty" doc:"Closed content: got nothing"`
	SentOn    string           `json:"sent_on"`
	OpenedOn  string           `json:"opened_on,omitempty"`
	MeetingOn string           `json:"meeting_on,omitempty" doc:"The meeting that has it on its agenda"`
	Discussed string           `json:"discussed_on,omitempty"`
	TasksOn   string           `json:"tasks_on,omitempty"`
	Tasks     int              `json:"tasks"`
	Done      int              `json:"done"`
}

func wireStep(s directive.Step) DirectiveStep {
	return DirectiveStep{s.Org, s.Name, s.Below, (*DirectiveCounts)(s.Counts), s.Ended, s.LeftOut, s.SentOn, s.OpenedOn, s.MeetingOn, s.Discussed, s.TasksOn, s.Tasks, s.Done}
}

// DirectiveProgress is a paper with the steps of its cells.
type DirectiveProgress struct {
	directive.Directive
	On     string          `json:"on" format:"date"`
	Steps  []DirectiveStep `json:"steps" nullable:"false"`
	Counts DirectiveCounts `json:"counts"`
}

// DirectiveHad is a paper one cell got and how far it came with it.
type DirectiveHad struct {
	directive.Directive
	Step DirectiveStep `json:"step"`
}

// DirectiveKind is how many cells of a kind a committee has.
type DirectiveKind directive.Kind

// DirectiveReach is whom a paper may be sent to.
type DirectiveReach struct {
	Cells   int             `json:"cells"`
	Kinds   []DirectiveKind `json:"kinds" nullable:"false"`
	LeftOut []string        `json:"left_out" nullable:"false" doc:"Names of cells with closed content: they get nothing"`
}

// DirectiveTask is a task a cell gave itself because of a paper.
type DirectiveTask directive.Work

// DirectiveTo says who gets it.
type DirectiveTo struct {
	Kinds []string `json:"kinds,omitempty" maxItems:"20"`
	Cells []string `json:"cells,omitempty" maxItems:"2000"`
}

func (s *server) directives() {
	read(s, "directives.list", func(rd *store.Reader, in *ByID) (List[directive.Directive], error) {
		all, err := directive.Of(rd, in.ID)
		return list(all, "", func(d directive.Directive) directive.Directive { return d }), err
	})
	read(s, "directives.reach", func(rd *store.Reader, in *ByID) (DirectiveReach, error) {
		reach, err := directive.ReachOf(rd, in.ID)
		out := DirectiveReach{Cells: reach.Cells, Kinds: []DirectiveKind{}, LeftOut: reach.LeftOut}
		for _, k := range reach.Kinds {
			out.Kinds = append(out.Kinds, DirectiveKind(k))
		}
		return out, err
	})
	read(s, "directives.of-cell", func(rd *store.Reader, in *ByID) (List[DirectiveHad], error) {
		all, err := directive.OfCell(rd, in.ID)
		return list(all, "", func(h directive.Had) DirectiveHad { return DirectiveHad{h.Directive, wireStep(h.Step)} }), err
	})
	read(s, "directives.tasks", func(rd *store.Reader, in *ByID) (List[DirectiveTask], error) {
		all, err := directive.WorksOf(rd, in.ID)
		return list(all, "", func(w directive.Work) DirectiveTask { return DirectiveTask(w) }), err
	})
	read(s, "directives.get", func(rd *store.Reader, in *struct {
		ByID
		On string `query:"on" format:"date" doc:"As it stood at the end of that day; today when left out"`
	}) (DirectiveProgress, error) {
		p, err := directive.Show(rd, in.ID, in.On)
		out := DirectiveProgress{p.Directive, p.On, make([]DirectiveStep, 0, len(p.Steps)), DirectiveCounts(p.Counts)}
		for _, step := range p.Steps {
			out.Steps = append(out.Steps, wireStep(step))
		}
		return out, err
	})
	read(s, "directive-files.list", func(rd *store.Reader, in *ByID) (List[Attachment], error) {
		all, err := directive.Files(rd, in.ID)
		return list(all, "", wireAttachment), err
	})
	s.directiveWrites()
}

func (s *server) directiveWrites() {
	write(s, "directives.send", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			DirectiveText
			Number   string      `json:"number" minLength:"1" maxLength:"120"`
			IssuedOn string      `json:"issued_on" format:"date"`
			Issuer   string      `json:"issuer" minLength:"1" maxLength:"400" doc:"Who issued it, of whatever level; number and day stay the issuer's"`
			To       DirectiveTo `json:"to" doc:"Kinds of cell, or cells by id; both empty is every cell below"`
		}
	}) (directive.Directive, error) {
		b := in.Body
		d := b.directive()
		d.Org, d.Number, d.IssuedOn, d.Issuer = in.ID, b.Number, b.IssuedOn, b.Issuer
		return directive.Send(tx, d, directive.To(b.To))
	})
	write(s, "directives.correct", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			DirectiveText
			Version int64 `json:"version"`
		}
	}) (directive.Directive, error) {
		return directive.Correct(tx, in.ID, in.Body.Version, in.Body.directive())
	})
	write(s, "directives.recall", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Reason  string `json:"reason" minLength:"1" maxLength:"600"`
			Version int64  `json:"version"`
		}
	}) (directive.Directive, error) {
		return directive.Recall(tx, in.ID, in.Body.Version, in.Body.Reason)
	})
	s.takes("directive-files.create", func(id string) document.Attachment { return document.Attachment{Document: id, Role: document.Other} }, keeps{
		func(rd *store.Reader, a document.Attachment) error {
			_, err := directive.MayAttach(rd, a.Document)
			return err
		}, directive.Attach})
}
