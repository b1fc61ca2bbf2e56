package dev.buttoncolor.web;

import java.time.Duration;

/**
 * What anybody's requests may cost everybody else.
 *
 * @param served requests served at once; fewer than there are threads, so that one is always left
 *     to say no
 * @param waiting requests that wait for their turn, before the next is told to come back
 * @param patience how long they wait
 * @param connections open connections; more are not accepted until others close
 * @param idle how long a connection may be silent
 * @param crowdedIdle how long once there are as many connections as there may be
 * @param head how long a request's head may take, however it trickles
 */
record Limits(
    int served,
    int waiting,
    Duration patience,
    int connections,
    Duration idle,
    Duration crowdedIdle,
    Duration head) {

  static final Limits STANDARD =
      new Limits(
          48,
          1_000,
          Duration.ofSeconds(1),
          4_096,
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          Duration.ofSeconds(15));
}
