package page

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"chibo/internal/fault"
)

// TestTheHeadingOfARefusal: that somebody was faster is said only of an edit on
// an older text, never of another thing that stands in the way.
func TestTheHeadingOfARefusal(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault.Stale("bản mới"), "conflict"},
		{fault.New(fault.Conflict, "handout_not_announced"), "cannot"},
		{fault.New(fault.Conflict, "agenda_closed").Because(errors.New("x")), "cannot"},
		{fault.Bad("title", "agenda_title"), "invalid"},
		{fault.Missing(), "missing"},
		{fault.New(fault.TooMany, "x"), "many"},
		{fault.New(fault.Unavailable, "file_gone"), "busy"},
		{fault.Of(fmt.Errorf("packet: %w", context.DeadlineExceeded), "general"), "busy"}, // time ran out on a busy machine
		{errors.New("nobody foresaw"), "ours"},
	} {
		if got := heading(c.err, statusOf(c.err)); got != c.want {
			t.Errorf("%v: headed %q, want %q", c.err, got, c.want)
		}
	}
}
