#pragma once

#include "models/domain/lead.h"
#include "ui/widgets/popover.h"

#include <QHash>
#include <QSet>

class QPlainTextEdit;
class QPushButton;

namespace pl::ui {

class ElidedLabel;
class ProblemLabel;

/// Edits a new note on a lead. Ctrl+Enter saves, Esc closes. Keeps a draft per lead until it is saved: a note that
/// could not be saved, or was left with Esc, is there again next time.
class NoteEditor : public Popover
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget *host);

    /// `anchor` is in global coordinates.
    void openFor(const Lead &lead, const QRect &anchor);
    /// A note on many leads, which have the null id here.
    void openForMany(int leads, const QRect &anchor);
    QUuid leadId() const { return m_leadId; }
    /// The unsaved text of a lead; empty when there is none.
    QString draft(const QUuid &leadId) const { return m_drafts.value(leadId); }

public Q_SLOTS:
    /// The lead's note has been saved: drops the draft, and closes if it is the one shown.
    void noteSaved(const QUuid &leadId);
    /// The lead's note could not be saved: says why, if the editor is still open for it.
    void showProblem(const QUuid &leadId, const QString &sentence);

Q_SIGNALS:
    /// The editor stays open and busy until noteSaved() or showProblem().
    void noteSubmitted(const QUuid &leadId, const QString &text);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open(const QUuid &leadId, const QString &title, const QRect &anchor);
    void keepDraft();
    void submit();
    void setBusy(bool busy);

    QUuid m_leadId;
    QHash<QUuid, QString> m_drafts;
    QSet<QUuid> m_pending; ///< submitted, outcome unknown
    ElidedLabel *m_title;
    QPlainTextEdit *m_text;
    ProblemLabel *m_problem;
    QPushButton *m_save;
};

} // namespace pl::ui
