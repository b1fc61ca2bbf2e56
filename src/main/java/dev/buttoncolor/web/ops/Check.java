package dev.buttoncolor.web.ops;

import com.google.gson.annotations.SerializedName;

/**
 * How one thing is that visitors depend on.
 *
 * @param state whether it works
 * @param detail what is wrong or that nothing is, for a person
 */
public record Check(State state, String detail) {

  /** The states, the better one first. */
  public enum State {
    /** It works. */
    @SerializedName("ok")
    OK,
    /** Visitors are served, and an operator has something to do. */
    @SerializedName("degraded")
    DEGRADED,
    /** No visitor should be sent to this instance. */
    @SerializedName("failed")
    FAILED
  }
}
