package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.command.Command.Kind;

/**
 * Commands that put others aside and carry them out together. Nothing comes in between, as one command is carried out at a
 * time anyway; a watched key tells whether something came before.
 */
final class TransactionCommands {
    private TransactionCommands() {}

    static void addTo(CommandTable table) {
        table.addKeyless("multi", 1, Kind.CONTROL, TransactionCommands::begin);
        table.addKeyless("exec", 1, Kind.CONTROL, TransactionCommands::execute);
        table.addKeyless("discard", 1, Kind.CONTROL, TransactionCommands::discard);
        table.add("watch", -2, Kind.CONTROL, 1, -1, 1, TransactionCommands::watch);
        table.addKeyless("unwatch", 1, Kind.CONNECTION, TransactionCommands::unwatch);
    }

    private static void begin(Call call) {
        if (call.session.transaction != null) {
            throw new CommandException("ERR MULTI calls can not be nested");
        }
        call.session.transaction = new Transaction();
        call.reply.ok();
    }

    /** Ends the transaction that there has to be. */
    private static Transaction end(Call call, String command) {
        Transaction transaction = call.session.transaction;
        if (transaction == null) {
            throw new CommandException("ERR " + command + " without MULTI");
        }
        call.session.transaction = null;
        return transaction;
    }

    private static void execute(Call call) {
        Transaction transaction = end(call, "EXEC");
        boolean disturbed = call.session.isDisturbed();
        call.session.unwatch();
        if (transaction.isSpoilt()) {
            throw new CommandException("EXECABORT Transaction discarded because of previous errors.");
        }
        if (disturbed) {
            call.reply.nullArray();
            return;
        }
        call.reply.array(transaction.size());
        Call each = new Call(call.machine, call.session);
        call.machine.journal().openTransaction();
        for (Transaction.Queued queued : transaction.queue()) {
            call.machine.run(queued.command(), each.prepare(queued.request(), call.reply));
        }
        call.machine.journal().closeTransaction();
    }

    private static void discard(Call call) {
        end(call, "DISCARD");
        call.session.unwatch();
        call.reply.ok();
    }

    private static void watch(Call call) {
        if (call.session.transaction != null) {
            throw new CommandException("ERR WATCH inside MULTI is not allowed");
        }
        for (int i = 1; i < call.count(); i++) {
            call.key(i); // one whose time is over is not there
            call.session.watch(call.bytes(i));
        }
        call.reply.ok();
    }

    private static void unwatch(Call call) {
        call.session.unwatch();
        call.reply.ok();
    }
}
