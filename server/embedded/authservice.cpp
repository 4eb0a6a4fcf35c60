#include "server/embedded/authservice.h"
