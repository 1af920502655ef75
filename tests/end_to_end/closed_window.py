#!/usr/bin/env python3
"""A window manager's close (WM_DELETE_WINDOW) in the middle of a sitting: the kiosk stays, says in a dialog that only the
administrator ends it, and goes on; SIGTERM, the administrator's way, still ends it."""
import ctypes
import ctypes.util

import promises
import scene
import town


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int), ("data", ctypes.c_long * 5),
                ("room", ctypes.c_long * 24)]


def close_by_manager(display_name, window):
    """What a window manager sends when its close button is pressed."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x11.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(display_name.encode())
    message = ClientMessage(type=33, window=window, format=32, message_type=x11.XInternAtom(display, b"WM_PROTOCOLS", 0))
    message.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    x11.XSendEvent(display, window, 0, 0, ctypes.byref(message))
    x11.XCloseDisplay(display)


def test(options, work):
    if ctypes.util.find_library("X11") is None:
        raise promises.Skipped("libX11 is not installed")
    with scene.alone(options.build, work / "city") as place:
        window = place.open_ready()
        person = place.sign_in(window, 0)
        person.start(town.PRETEST)
        stem, _ = person.answer()
        for _ in range(3):
            close_by_manager(place.display.name, int(window.handle()))
            window.wait_widget("help.close")
            promises.check(window.process.poll() is None, "the kiosk ended")
            window.tap("help.close")
            window.wait(lambda record: all(w["id"] != "help.close" for w in record["widgets"]), "the dialog's end")
        promises.check(person.stem() == stem, "another question after the close")
        window.process.terminate()
        promises.check(window.process.wait(10) == 0, f"SIGTERM ended it with {window.process.returncode}")
    print("three closes by the window manager: a dialog each time, the same question after it; SIGTERM ends the kiosk")


if __name__ == "__main__":
    promises.run(test, __doc__)
