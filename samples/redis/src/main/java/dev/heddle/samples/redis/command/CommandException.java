package dev.heddle.samples.redis.command;

/**
 * A command cannot be carried out; the message is the reply. Without a stack trace, as mistakes of clients are no rare event.
 * Immutable.
 */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final CommandException WRONG_TYPE =
            new CommandException("WRONGTYPE Operation against a key holding the wrong kind of value");
    static final CommandException SYNTAX = new CommandException("ERR syntax error");
    static final CommandException NO_INTEGER = new CommandException("ERR value is not an integer or out of range");
    static final CommandException NO_FLOAT = new CommandException("ERR value is not a valid float");
    static final CommandException NO_KEY = new CommandException("ERR no such key");
    static final CommandException OUT_OF_RANGE = new CommandException("ERR index out of range");
    static final CommandException OFFSET = new CommandException("ERR offset is out of range");
    static final CommandException NOT_POSITIVE = new CommandException("ERR value is out of range, must be positive");
    static final CommandException OVERFLOW = new CommandException("ERR increment or decrement would overflow");
    static final CommandException NOT_A_NUMBER = new CommandException("ERR increment would produce NaN or Infinity");
    static final CommandException TOO_LONG =
            new CommandException("ERR string exceeds maximum allowed size (proto-max-bulk-len)");

    CommandException(String reply) {
        super(reply, null, false, false);
    }
}
