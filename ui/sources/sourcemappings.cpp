#include "models/base/answer.h"
#include "models/mapping/mappingfile.h"
#include "ui/office/filecontext.h"
#include "ui/office/files.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourcesview.h"
#include "ui/words/errortext.h"

#include <QDir>

// What the page does to mappings, and to what waits for one.

namespace pl::ui {

using nlohmann::json;

void SourcesView::saveMappingAs()
{
    const LeadSource *source = current();
    if (!source || !m_context.files)
        return;
    m_context.files->chooseFile(this, tr("%1 mapping.json", "a file name").arg(fileNamePart(source->name)),
                                [this, id = source->id](const QString &path) { writeMapping(id, path); });
}

void SourcesView::writeMapping(const QUuid &id, const QString &path)
{
    const LeadSource *source = m_sources.book.source(id);
    if (!source)
        return;
    const Result<> saved = saveFile(path, mapping::mappingText(*source));
    const QString file = QDir::toNativeSeparators(path);
    say(saved ? tr("The mapping of %1 was saved as %2").arg(source->name, file)
              : tr("%1 could not be written: %2. Choose another location.").arg(file, saved.error().message),
        saved ? Notice::Kind::Done : Notice::Kind::Problem);
}

void SourcesView::loadMapping()
{
    const LeadSource *source = current();
    if (!source || !m_context.files || m_pending.contains(source->id))
        return;
    m_context.files->openFile(this, {QStringLiteral("json")},
                              [this, seen = *source](const QString &path) { readMapping(seen, path); });
}

void SourcesView::readMapping(const LeadSource &seen, const QString &path)
{
    const Result<QByteArray> text = readFile(path, mapping::kMaxMappingBytes + 1);
    if (!text)
        return say(tr("%1 could not be read: %2").arg(QDir::toNativeSeparators(path), text.error().message),
                   Notice::Kind::Problem);
    const Result<json> read = mapping::mappingFromText(*text);
    if (!read)
        return say(failureText(tr("The mapping of %1 stays as it is").arg(seen.name), read.error()),
                   Notice::Kind::Problem);
    changeMapping(seen, *read, tr("%1 has a mapping of its own").arg(seen.name));
}

void SourcesView::resetMapping()
{
    if (const LeadSource *source = current(); source && !source->mapping.is_null())
        changeMapping(*source, nullptr, tr("%1 has its preset\u2019s mapping").arg(source->name));
}

void SourcesView::changeMapping(const LeadSource &seen, const json &mapping, const QString &done)
{
    if (m_pending.contains(seen.id))
        return;
    m_pending += seen.id;
    refresh();
    onResult(this, m_sources.commands.saveMapping(seen, mapping),
             [this, seen, done](const Result<LeadSource> &outcome) {
                 m_pending -= seen.id;
                 refresh();
                 if (!outcome)
                     return say(failureText(tr("The mapping of %1 was not changed").arg(seen.name), outcome.error()),
                                Notice::Kind::Problem);
                 m_ownVersions.insert(outcome->id, outcome->version);
                 offerUndo(done, [this, written = *outcome, before = seen.mapping] {
                     return noted(m_sources.commands.saveMapping(baseOf(written), before));
                 });
                 tryAgain(seen.id, Again::Everything, done);
             });
}

/// Says only what it found: that `done` is done has been said.
void SourcesView::tryAgain(const QUuid &id, Again what, const QString &done)
{
    if (!m_context.intake)
        return;
    replica::IntakeCommands &intake = *m_context.intake;
    onResult(this, what == Again::Everything ? intake.retryAll(id) : intake.retryNotFetched(id),
             [this, done](const Result<QList<IntakeItem>> &tried) {
                 if (!tried)
                     return say(failureText(tr("%1, but nothing was tried again").arg(done), tried.error()),
                                Notice::Kind::Problem);
                 if (tried->isEmpty())
                     return;
                 m_sources.book.load();
                 sayWithUndo(tr("%1. Trying %n item(s) again.", "what was done", int(tried->size())).arg(done), done);
             });
}

} // namespace pl::ui
