// Demarche reads news and shows who spoke with whom: it takes articles apart into contacts, appeals and denials with
// the words that prove them, keeps them in a graph and answers over GraphQL.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
)

// The exit statuses.
const (
	exitOK     = 0 // all input was taken, everything asked for was done
	exitFailed = 1 // something was not taken or not done; standard error says what and why
	exitUsage  = 2 // the command line is wrong; nothing was done
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run carries out one command line and gives its exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{in: in, out: out, errs: errs}
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errIncomplete):
		return exitFailed // said already, line by line
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fmt.Fprintln(errs, "demarche: interrupted")
		return exitFailed
	}
	fmt.Fprintf(errs, "demarche: %v\n", err)
	var usage usageError
	if !a.started || errors.As(err, &usage) || errors.Is(err, graph.ErrBadFilter) {
		fmt.Fprintf(errs, "Run '%s --help' for what can be said.\n", cmd.CommandPath())
		return exitUsage
	}
	return exitFailed
}

// usageError is a command line that cannot be meant.
type usageError string

func (e usageError) Error() string { return string(e) }

func usagef(format string, args ...any) error { return usageError(fmt.Sprintf(format, args...)) }

// app is what the commands share: where they read and write, and the flags that all of them take.
type app struct {
	in      io.Reader
	out     io.Writer
	errs    io.Writer
	started bool // the command line was understood

	pipeline string   // --pipeline
	overlays []string // --kb
	workers  int      // --workers
	store    string   // --store
}

// errIncomplete ends a command that did its work but could not take all of its input; what it could not take has been
// listed on standard error.
var errIncomplete = errors.New("not all input was taken")

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "demarche",
		Short: "Who spoke with whom, when, by what means, on whose behalf – and who says so",
		Long: `Demarche reads news articles and read-outs and builds a graph of diplomatic contact: who spoke with whom, who
called for what, who denied it, each with the words that prove it.

Exit status: 0 when all input was taken, 1 when something was not (standard error lists it with the reason),
2 when the command line is wrong.`,
		Example: `  demarche ingest articles/          read a folder of articles into the graph
  demarche contacts Kuleba           whom he spoke with
  demarche serve                     GraphQL, GraphiQL and the dashboard at http://localhost:8080
  demarche explain article.txt       why each fact was found`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(*cobra.Command, []string) {
			a.started = true
		},
	}
	root.SetVersionTemplate("demarche {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		newIngestCommand(a),
		newContactsCommand(a),
		newExportCommand(a),
		newExtractCommand(a),
		newEvalCommand(a),
		newExplainCommand(a),
		newKBCommand(a),
		newNeo4jCommand(a),
		newParseCommand(a),
		newReadyCommand(a),
		newServeCommand(a),
		newTokenCommand(a),
	)
	return root
}

// version tells which sources this program was built from, as far as Go recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && v == "(devel)":
			v = "devel " + s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.time":
			v += " of " + s.Value
		}
	}
	return v + " (" + info.GoVersion + ")"
}
