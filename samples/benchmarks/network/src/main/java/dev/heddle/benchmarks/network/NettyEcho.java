package dev.heddle.benchmarks.network;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Echoes on one event loop of Netty, with its native epoll transport. */
final class NettyEcho extends ChannelInboundHandlerAdapter {
    private NettyEcho() {}

    public static void main(String[] arguments) throws InterruptedException {
        NettyServer.run(
                Integer.parseInt(arguments[0]), channel -> channel.pipeline().addLast(new NettyEcho()));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.write(message, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
