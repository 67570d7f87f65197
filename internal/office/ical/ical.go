// Package ical writes one appointment as an .ics file (RFC 5545) that tells
// nothing: the title is "Lịch họp", there is no place, no content, no name of
// anybody or of the program, because calendars of phones lie in foreign clouds
// (design/ux.md 2.12).
package ical

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Title is all the calendar shows.
const Title = "Lịch họp"

// Type is the media type of an .ics file.
const Type = "text/calendar; charset=utf-8"

const stamp = "20060102T150405Z"

// Appointment gives the bytes of the file. id is hashed: the same meeting moved
// to another time replaces the older appointment, and nobody reads the id back.
// version grows with each change of the time.
func Appointment(id string, version int64, start time.Time, length time.Duration, now time.Time) []byte {
	sum := sha256.Sum256([]byte("lich hop " + id))
	lines := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lich hop//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"BEGIN:VEVENT", "UID:" + hex.EncodeToString(sum[:16]), "SEQUENCE:" + strconv.FormatInt(max(version, 0), 10), "DTSTAMP:" + now.UTC().Format(stamp),
		"DTSTART:" + start.UTC().Format(stamp), "DTEND:" + start.Add(length).UTC().Format(stamp),
		"SUMMARY:" + Title, "CLASS:PRIVATE", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR", "",
	}
	return []byte(strings.Join(lines, "\r\n"))
}
