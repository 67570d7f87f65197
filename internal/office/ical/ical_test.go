package ical_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/office/ical"
)

func TestTheFileTellsNothing(t *testing.T) {
	home := time.FixedZone("", 7*3600)
	got := string(ical.Appointment("018f-m1", 3, time.Date(2026, 12, 3, 19, 30, 0, 0, home), 90*time.Minute, time.Date(2026, 12, 1, 8, 0, 0, 0, home)))
	want := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lich hop//VI\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n" +
		"BEGIN:VEVENT\r\nUID:0bdb6a2d\r\nSEQUENCE:3\r\nDTSTAMP:20261201T010000Z\r\nDTSTART:20261203T123000Z\r\nDTEND:20261203T140000Z\r\n" +
		"SUMMARY:Lịch họp\r\nCLASS:PRIVATE\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	uid := ""
	for line := range strings.SplitSeq(got, "\r\n") {
		if v, ok := strings.CutPrefix(line, "UID:"); ok {
			uid = v
		}
		if len(line) > 75 {
			t.Errorf("%q is longer than a line may be", line)
		}
	}
	if got != strings.Replace(want, "0bdb6a2d", uid, 1) {
		t.Errorf("%q", got)
	}
	if len(uid) != 32 || strings.Contains(got, "018f") || strings.Contains(got, "LOCATION") || strings.Contains(got, "DESCRIPTION") || strings.Contains(strings.ToLower(got), "chibo") {
		t.Errorf("%q", got)
	}
	moved := string(ical.Appointment("018f-m1", 4, time.Date(2026, 12, 4, 19, 30, 0, 0, home), time.Hour, time.Now()))
	if !strings.Contains(moved, "UID:"+uid+"\r\n") {
		t.Error("the moved meeting is another appointment")
	}
}
