"""Asks the program's window to close, as the cross at its corner does: WM_DELETE_WINDOW, through nothing but libX11."""

import ctypes
import ctypes.util
import sys

x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
Window, Atom = ctypes.c_ulong, ctypes.c_ulong
x.XOpenDisplay.restype = ctypes.c_void_p
x.XDefaultRootWindow.restype = Window
x.XInternAtom.restype = Atom
for name in ("XDefaultRootWindow", "XInternAtom", "XQueryTree", "XFetchName", "XSendEvent", "XSync", "XCloseDisplay", "XGetWMProtocols"):
    getattr(x, name).argtypes = None


class Message(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", Window), ("message_type", Atom), ("format", ctypes.c_int), ("data", ctypes.c_long * 5),
        ("pad", ctypes.c_long * 16),
    ]


display = ctypes.c_void_p(x.XOpenDisplay(None))
if not display.value:
    sys.exit("no display")
protocols = x.XInternAtom(display, b"WM_PROTOCOLS", 0)
delete = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)


def below(window):
    root, parent, count = Window(), Window(), ctypes.c_uint()
    children = ctypes.POINTER(Window)()
    x.XQueryTree(display, Window(window), ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
    for at in range(count.value):
        yield children[at]
        yield from below(children[at])


asked = 0
for window in below(x.XDefaultRootWindow(display)):
    name = ctypes.c_char_p()
    listed, count = ctypes.POINTER(Atom)(), ctypes.c_int()
    if not x.XFetchName(display, Window(window), ctypes.byref(name)) or name.value != sys.argv[1].encode():
        continue
    if not x.XGetWMProtocols(display, Window(window), ctypes.byref(listed), ctypes.byref(count)):
        continue
    if delete not in [listed[at] for at in range(count.value)]:
        continue
    message = Message(33, 0, 1, display, window, protocols, 32, (ctypes.c_long * 5)(delete, 0, 0, 0, 0))
    x.XSendEvent(display, Window(window), 0, ctypes.c_long(0), ctypes.byref(message))
    asked += 1
x.XSync(display, 0)
x.XCloseDisplay(display)
sys.exit(0 if asked else "no such window")
