//go:build unix

package pdf

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// places are where LibreOffice lies when it is not on the path.
var places = []string{"/Applications/LibreOffice.app/Contents/MacOS/soffice", "/opt/libreoffice/program/soffice"}

// ownGroup makes a stop reach soffice.bin too: soffice is only a launcher, and
// killing it alone would leave the real process on the core.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error {
		err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
}
