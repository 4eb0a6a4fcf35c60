#pragma once

#include "server/embedded/rest/restservice.h"

namespace pl::embedded {

/// do_not_contact(phone, email) of the reference schema: a person's refusals and answers STOP. The caller may call it.
http::Response answerDoNotContact(const http::Request &request, const RestContext &context);
/// text_again(phone): a person answered START.
http::Response answerTextAgain(const http::Request &request, const RestContext &context);

} // namespace pl::embedded
