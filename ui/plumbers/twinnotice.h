#pragma once

#include "models/domain/plumbermatches.h"

#include <QWidget>

#include <functional>

class QPushButton;

namespace pl::ui {

class DeadlineBanner;

/// Says in the form for a plumber that somebody else has this phone number or e-mail address, and offers to open that
/// one. Nothing is refused: two plumbers may share a phone. Hidden while nobody has.
class TwinNotice : public QWidget
{
    Q_OBJECT

public:
    explicit TwinNotice(QWidget *parent);

    /// The first match is named; of several, how many more there are.
    void present(const QList<PlumberMatches::Match> &matches, const std::function<QString(const QUuid &)> &nameOf);
    bool isPresent() const { return !m_other.isNull(); }

    /// "Bob O'Hara has the same phone number", also for the pane.
    static QString sentenceOf(const PlumberMatches::Match &match, const QString &name, int more);

Q_SIGNALS:
    void openWanted(const QUuid &plumberId);

private:
    DeadlineBanner *m_words;
    QPushButton *m_open;
    QUuid m_other;
};

} // namespace pl::ui
