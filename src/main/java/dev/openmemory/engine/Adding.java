package dev.openmemory.engine;

import dev.openmemory.model.Activity;

/** The ways to hand something in: each asks whether the caller may, and is counted. */
final class Adding {

  private final Apps apps;
  private final Jobs jobs;
  private final Writing writing;
  private final Access access;

  Adding(Apps apps, Jobs jobs, Writing writing, Access access) {
    this.apps = apps;
    this.jobs = jobs;
    this.writing = writing;
    this.access = access;
  }

  Remembered now(RememberRequest request) {
    long began = System.nanoTime();
    apps.admit(request.caller());
    return counted(jobs.remember(writing.submission(request)), began, request);
  }

  Deferred later(RememberRequest request) {
    long began = System.nanoTime();
    apps.admit(request.caller());
    return counted(jobs.defer(writing.submission(request)), began, request);
  }

  Deferred asEvent(RememberRequest request) {
    long began = System.nanoTime();
    apps.admit(request.caller());
    return counted(jobs.record(writing.submission(request)), began, request);
  }

  private Deferred counted(Deferred deferred, long began, RememberRequest request) {
    counted(deferred.remembered(), began, request);
    return deferred;
  }

  private Remembered counted(Remembered made, long began, RememberRequest request) {
    access.count(Activity.Kind.ADD, made.count(Remembered.Event.ADDED), began, request.caller());
    return made;
  }
}
