#pragma once

#include <QObject>
#include <QVariantMap>

#include <functional>
#include <optional>

namespace pl::ui {

class DraftStore;
class FormDialog;
class PlainLabel;

/// Keeps what is typed into a form until it is saved or discarded. When the form opens again for the same row, also
/// after a restart, it shows what was typed, says since when it waits, and offers to start over. Only fields that
/// differ from what the form showed at first are kept, so news in the others show.
class FormDraft : public QObject
{
    Q_OBJECT

public:
    /// The row that the form is about: its id, an empty text for a new one, or nothing when this time is not to be
    /// kept.
    using Subject = std::function<std::optional<QString>()>;

    /// The form owns the draft. `store` must outlive the form.
    FormDraft(FormDialog *form, DraftStore &store, Subject subject);

    /// The key of a form's drafts in the store, by its object name.
    static QString keyOf(const QString &form, const QString &subject);

private:
    void opened();
    void edited();
    void finished();
    void startOver();
    void put(const QVariantMap &values);
    QVariantMap values() const;
    void showLine(qint64 since);

    FormDialog *m_form;
    DraftStore &m_store;
    Subject m_subject;
    QString m_key;        ///< empty while nothing is kept
    QVariantMap m_before; ///< what the fields showed at first
    bool m_isPutting = false;
    QWidget *m_line;
    PlainLabel *m_words;
};

} // namespace pl::ui
