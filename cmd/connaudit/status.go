package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bytelyst/connaudit/internal/source"
)

// The exit statuses. A run that a signal ended has signalStatus plus the signal's number, as shells expect.
const (
	statusOK       = 0
	statusFindings = 1
	statusFailed   = 2
	signalStatus   = 128
)

// exit ends a command whose output says all; nothing more is printed.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// usageError is a command line that makes no sense; hint says what to do next.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message + "; " + e.hint }

func usage(hint, format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...), hint}
}

// run executes one command line and returns the exit status.
func (p *program) run(args []string) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer p.guardLog()()
	caught, release := catch(cancel)
	defer release()
	root := p.root()
	root.SetArgs(args)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	err := root.ExecuteContext(ctx)
	if s := caught.Load(); s != 0 {
		p.complain("interrupted")
		return signalStatus + int(s)
	}
	return p.status(err)
}

// catch calls cancel at the first signal that asks the program to end, whose number it then holds; the second one ends
// the program at once. release lets signals pass again.
func catch(cancel func()) (caught *atomic.Int32, release func()) {
	caught = &atomic.Int32{}
	signals, released := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer signal.Stop(signals)
		select {
		case s := <-signals:
			if n, ok := s.(syscall.Signal); ok {
				caught.Store(int32(n))
			}
			cancel()
		case <-released:
		}
	}()
	return caught, func() { close(released) }
}

// status prints what went wrong and returns the exit status.
func (p *program) status(err error) int {
	if err == nil {
		return statusOK
	}
	var e exit
	if errors.As(err, &e) {
		return int(e)
	}
	for _, single := range leaves(err) {
		p.complain(single.Error())
	}
	return statusFailed
}

// complain prints one message; file names in it may hold anything.
func (p *program) complain(message string) {
	for i, line := range strings.Split(strings.TrimSpace(message), "\n") {
		prefix := "connaudit: "
		if i > 0 {
			prefix = "  "
		}
		// There is nobody left to tell that standard error is closed.
		_, _ = fmt.Fprintln(p.stderr, strings.TrimRight(prefix+source.Visible(line), " "))
	}
}

// leaves splits an error that joins several, such as all faults of a configuration.
func leaves(err error) []error {
	many, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range many.Unwrap() {
		out = append(out, leaves(e)...)
	}
	return out
}

// flagError explains a flag that does not parse.
func flagError(c *cobra.Command, err error) error {
	hint := fmt.Sprintf("run '%s --help' to see its flags", c.CommandPath())
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		if near := nearestFlag(c, unknown.GetSpecifiedName()); near != "" {
			hint = "did you mean --" + near + "? " + strings.ToUpper(hint[:1]) + hint[1:]
		}
	}
	return usage(hint, "%s", err)
}

// nearestFlag lets cobra compare the name with those of flags as it does with those of commands.
func nearestFlag(c *cobra.Command, name string) string {
	flags := &cobra.Command{SuggestionsMinimumDistance: 2}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		flags.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	if near := flags.SuggestionsFor(name); len(near) > 0 {
		return near[0]
	}
	return ""
}
