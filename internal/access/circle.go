package access

import (
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// Circle is whose meeting it is: of the whole cell, or of a few who lead. What
// belongs to a meeting (minutes, votes, papers, tasks) is in its circle, and
// every right over it is asked there. The word stands in the column "circle".
type Circle string

// The circles. A cell's committee and a ward's committee are one circle each in
// their own organisation.
const (
	OfAll       Circle = ""          // chi bộ
	OfCommittee Circle = "committee" // chi ủy; đảng ủy
	OfStanding  Circle = "standing"  // ban thường vụ
)

// Circles lists them.
var Circles = []Circle{OfAll, OfCommittee, OfStanding}

// inside says which action stands for a general one within a circle. What is
// not named here nobody may do there.
var inside = map[Circle]map[Action]Action{
	OfCommittee: {
		MeetingView: CommitteeView, MinutesView: CommitteeView, ResolutionView: CommitteeView, TaskView: CommitteeView,
		MeetingPrepare: CommitteePrepare, MeetingRun: CommitteeRun, MinutesEdit: CommitteeRun, MinutesSeal: CommitteeSeal, TaskEdit: CommitteeSeal,
	},
	OfStanding: {
		MeetingView: StandingView, MinutesView: StandingView, ResolutionView: StandingView, TaskView: StandingView,
		MeetingPrepare: StandingPrepare, MeetingRun: StandingRun, MinutesEdit: StandingRun, MinutesSeal: StandingSeal, TaskEdit: StandingSeal,
	},
}

// Of is what an action on a meeting, its papers or tasks asks in this circle.
func (c Circle) Of(action Action) Action {
	if c == OfAll {
		return action
	}
	return inside[c][action]
}

// MustInAny is MustAny for the pages of a meeting: in any circle. Which one it is
// the meeting tells.
func MustInAny(rd *store.Reader, action Action) error {
	for _, c := range Circles {
		if err := MustAny(rd, c.Of(action)); fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	return fault.Missing()
}

// WhereIn is Where for rows that belong to a circle, named by their column.
//
//	cond, args, err := access.WhereIn(rd, access.MeetingView, "e.path", "m.circle", 3)
func WhereIn(rd *store.Reader, action Action, path, circle string, next int) (string, []any, error) {
	if rd.Viewer().Person == store.System {
		return "1 = 1", nil, nil
	}
	var parts []string
	var args []any
	for _, c := range Circles {
		cond, more, err := Where(rd, c.Of(action), path, next+1)
		if err != nil {
			return "", nil, err
		}
		if cond == "1 = 0" {
			continue
		}
		parts = append(parts, "("+circle+" = $"+strconv.Itoa(next)+" and "+cond+")")
		args = append(append(args, string(c)), more...)
		next += 1 + len(more)
	}
	if len(parts) == 0 {
		return "1 = 0", nil, nil
	}
	return "(" + strings.Join(parts, " or ") + ")", args, nil
}
