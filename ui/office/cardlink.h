#pragma once

#include "models/replica/paymentcommands.h"
#include "ui/widgets/notice.h"

namespace pl::ui {

/// Puts the link of a page that waits for a plumber on the clipboard, when the answer comes. `say` is told so, and
/// until when the link is good, or why there is none. Nothing happens once `owner` is gone.
void copyCardLink(QObject *owner, const QFuture<Result<replica::HostedPage>> &page, const QString &plumber,
                  Timestamp now, const std::function<void(const QString &sentence, Notice::Kind kind)> &say);

} // namespace pl::ui
