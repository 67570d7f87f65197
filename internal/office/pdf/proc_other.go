//go:build !unix

package pdf

import "os/exec"

// places are where LibreOffice lies when it is not on the path. The .com
// launcher waits for the conversion, the .exe one does not.
var places = []string{`C:\Program Files\LibreOffice\program\soffice.com`, `C:\Program Files (x86)\LibreOffice\program\soffice.com`}

func ownGroup(*exec.Cmd) {}
