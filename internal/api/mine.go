package api

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"

	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/own"
	"chibo/internal/store"
)

// OwnAttendance is one meeting the caller was on the roll of.
type OwnAttendance struct {
	Meeting string `json:"meeting"`
	Org     string `json:"org"`
	Kind    string `json:"kind"`
	Period  string `json:"period"`
	Day     string `json:"day"`
	Status  string `json:"status" doc:"Empty: not called yet"`
}

// OwnView is one look at the caller's record, or at a list the caller stood in.
type OwnView struct {
	Viewer string  `json:"viewer"`
	Name   string  `json:"name"`
	Post   string  `json:"post,omitempty"`
	What   string  `json:"what" doc:"Kind of page"`
	Times  int     `json:"times"`
	At     Instant `json:"at"`
}

// mine answers what anybody signed in may take away about himself.
func (s *server) mine() {
	read(s, "me.data", func(rd *store.Reader, _ *struct{}) (map[string]any, error) {
		all, err := own.Collect(rd)
		if err != nil {
			return nil, err
		}
		return outside(all)
	})
	read(s, "me.attendance", func(rd *store.Reader, in *struct {
		Year int `query:"year" minimum:"2000" maximum:"2100" doc:"This year when left out"`
	}) (List[OwnAttendance], error) {
		year := in.Year
		if year == 0 {
			year = store.Clock(rd.Now()).Year()
		}
		m, err := member.Mine(rd)
		var all []attendance.Own
		if err == nil {
			all, err = attendance.OfMember(rd, m.ID, year)
		} else if fault.KindOf(err) == fault.NotFound { // no member: on no roll
			err = nil
		}
		return list(all, "", func(a attendance.Own) OwnAttendance {
			return OwnAttendance{Meeting: a.Meeting, Org: a.Org, Kind: a.Kind, Period: a.Period, Day: a.Day, Status: a.Status}
		}), err
	})
	read(s, "me.views", func(rd *store.Reader, _ *struct{}) (List[OwnView], error) {
		all, err := member.Seen(rd)
		return list(all, "", func(v audit.View) OwnView {
			return OwnView{Viewer: v.Viewer, Name: v.ViewerName, Post: v.Post, What: v.What, Times: v.Times, At: Instant(v.At)}
		}), err
	})
}

// outside gives what is kept in the API's own words: names in snake_case, instants
// with their zone.
func outside(v any) (map[string]any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	read := json.NewDecoder(bytes.NewReader(text))
	read.UseNumber()
	var all map[string]any
	if err := read.Decode(&all); err != nil {
		return nil, err
	}
	for key, v := range all {
		if v == nil { // an empty list
			all[key] = []any{}
		}
	}
	return worded("", all).(map[string]any), nil
}

// firstInstant tells milliseconds since 1970 from counts and amounts: 2001.
const firstInstant = 1_000_000_000_000

func worded(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			k = snake(k)
			out[k] = worded(k, x)
		}
		return out
	case []any:
		for i := range v {
			v[i] = worded(key, v[i])
		}
	case json.Number:
		n, err := v.Int64()
		timed := key == "at" || strings.HasSuffix(key, "_at") || key == "last_seen"
		if err == nil && timed && n >= firstInstant {
			return Instant(n)
		}
		if err == nil && timed && n == 0 {
			return nil
		}
	}
	return v
}

// snake turns ReportAt into report_at, MeetingID into meeting_id; what is small already stays.
func snake(s string) string {
	var out strings.Builder
	all := []rune(s)
	for i, r := range all {
		if unicode.IsUpper(r) {
			if i > 0 && (!unicode.IsUpper(all[i-1]) && all[i-1] != '_' || i+1 < len(all) && unicode.IsLower(all[i+1])) {
				out.WriteByte('_')
			}
			r = unicode.ToLower(r)
		}
		out.WriteRune(r)
	}
	return out.String()
}
