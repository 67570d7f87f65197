package link

import "strconv"

// Duties are a cell's standing duties of a year, Duty one of them; the rest what
// one does with them.
func Duties(slug string, year int) string      { return DutiesNow(slug) + "/" + strconv.Itoa(year) }
func DutiesNow(slug string) string             { return Cell(slug) + "/nhiem-vu-nam" }
func NewDuty(slug string, year int) string     { return Duties(slug, year) + "/moi" }
func CopyDuties(slug string, year int) string  { return Duties(slug, year) + "/chep" }
func AdoptDuties(slug string, year int) string { return Duties(slug, year) + "/thong-qua" }
func Duty(id string) string                    { return "/nhiem-vu-nam/" + id }
func EditDuty(id string) string                { return Duty(id) + "/sua" }
func HandOverDuty(id string) string            { return Duty(id) + "/chuyen" }
func EndDuty(id string) string                 { return Duty(id) + "/thoi" }
func ReportDuty(id string) string              { return Duty(id) + "/bao-ket-qua" }

// HearDuties is the page of the room on which the duties in turn are heard.
func HearDuties(slug, period string) string { return Room(slug, period) + "/bao-cao-nhiem-vu" }
