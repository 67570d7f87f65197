package link

// What a committee sends down: its list, one paper, and the papers one cell got.
func Directives(cu string) string          { return Committee(cu) + "/van-ban" }
func NewDirective(cu string) string        { return Directives(cu) + "/moi" }
func Directive(cu, id string) string       { return Directives(cu) + "/" + id }
func EditDirective(cu, id string) string   { return Directive(cu, id) + "/sua" }
func DirectiveFile(cu, id string) string   { return Directive(cu, id) + "/tep" }
func RecallDirective(cu, id string) string { return Directive(cu, id) + "/thu-hoi" }
func CellDirectives(cu, cb string) string  { return CellSeen(cu, cb) + "/van-ban" }

func init() { Nouns["thu-hoi"] = "recall" }
